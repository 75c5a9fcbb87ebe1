import Testing

@testable import HelpCentre

/// Sizes read from files as small as they may be.
@Suite struct ImageSizeTests {
  @Test(arguments: [
    (SmallImage.png(300, 200), ImageSize(format: .png, width: 300, height: 200)),
    (SmallImage.gif(320, 1000), ImageSize(format: .gif, width: 320, height: 1000)),
    (SmallImage.webp(640, 480), ImageSize(format: .webp, width: 640, height: 480)),
    (SmallImage.losslessWebP(1000, 3), ImageSize(format: .webp, width: 1000, height: 3)),
    (SmallImage.extendedWebP(5000, 70_000), ImageSize(format: .webp, width: 5000, height: 70_000)),
    (SmallImage.avif(800, 600), ImageSize(format: .avif, width: 800, height: 600)),
    (SmallImage.avif(800, 600, turns: 1), ImageSize(format: .avif, width: 600, height: 800)),
    (SmallImage.avif(800, 600, turns: 2), ImageSize(format: .avif, width: 800, height: 600)),
  ])
  func eachFormatSaysItsSize(bytes: [UInt8], size: ImageSize) {
    #expect(ImageSize.read(bytes) == size)
  }

  @Test(arguments: [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC9, 0xCF] as [UInt8])
  func everyKindOfJPEGFrameIsRead(marker: UInt8) {
    #expect(
      ImageSize.read(SmallImage.jpeg(400, 300, frame: marker))
        == ImageSize(format: .jpeg, width: 400, height: 300))
  }

  @Test(arguments: 1...8, [true, false])
  func aPhotoThatLiesIsTurned(orientation: UInt8, isLittle: Bool) throws {
    let bytes = SmallImage.jpeg(400, 300, orientation: orientation, isLittle: isLittle)
    let size = try #require(ImageSize.read(bytes))
    #expect((size.width, size.height) == (orientation < 5 ? (400, 300) : (300, 400)))
  }

  @Test(arguments: [
    ("<svg width='640' height='240'>", 640, 240),
    ("<svg width=\"640px\" height=\" 240 \"/>", 640, 240),
    ("<svg viewBox='0 0 32 24'>", 32, 24), ("<svg viewBox='-5,-5 , 32.4\n24.6'>", 32, 25),
    ("<svg width='100%' height='100%' viewBox='0 0 32 24'>", 32, 24),
    ("<svg width='64' viewBox='0 0 32 24'>", 64, 48),
    ("<svg height='48' viewBox='0 0 32 24'>", 64, 48),
    ("<svg width='72pt' height='1in'>", 96, 96), ("<svg width='25.4mm' height='2.54cm'>", 96, 96),
    ("<svg width='1e2' height='6pc'>", 100, 96),
    ("<svg width='2em' height='1EX' viewBox='0 0 3 4'>", 3, 4),
    (
      "<?xml version='1.0'?>\n<!-- <svg width='1' height='1'> -->\n<svg width='2' height='3'>", 2, 3
    ),
    ("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'><svg width='2' height='3'>", 2, 3),
    ("<!DOCTYPE svg [<!ENTITY x '>'> <!ENTITY y 'z'>]>\n<svg width='2' height='3'>", 2, 3),
    (
      "\u{FEFF}<svg\n  xmlns='http://www.w3.org/2000/svg'\n  data-width='9'\n  width = '2' height='3'>",
      2, 3
    ),
    ("<svg:svg width='2' height='3'>", 2, 3),
  ])
  func anSVGSaysItsSizeInManyWays(text: String, width: Int, height: Int) {
    #expect(
      ImageSize.read(Array(text.utf8)) == ImageSize(format: .svg, width: width, height: height))
  }

  @Test(arguments: [
    ("<svg/>", 300, 150), ("<svg>", 300, 150), ("<svg width='2'>", 2, 150),
    ("<svg width='2em' height='3em'>", 300, 150), ("<svg viewBox='0 0 0 4'>", 300, 150),
    ("<svg viewBox='0 0 3'>", 300, 150), ("<svg width='nan' height='inf'>", 300, 150),
    ("<svg width='&w;' height='3'>", 300, 3), ("<svg width=2 height=3>", 300, 150),
    ("<svg width='2", 300, 150),
  ])
  func anSVGThatSaysNothingIsShownAsBrowsersShowIt(text: String, width: Int, height: Int) {
    #expect(
      ImageSize.read(Array(text.utf8)) == ImageSize(format: .svg, width: width, height: height))
  }

  @Test(arguments: [
    "", "<", "<svg", "<svg width='0' height='3'>", "<svg width='-1' height='3'>",
    "<svg width='1e9' height='1e9'>", "<svg width='1e999' height='1'>",
    "<svgx width='2' height='3'>",
    "<!-- <svg width='2' height='3'>", "<?xml <svg width='2' height='3'>",
    "<!DOCTYPE [ <svg width='2' height='3'>", "<html><svg width='2' height='3'>",
    "&lt;svg width='2' height='3'>", "GIF89a", "%PDF-1.7", "RIFF1234WEBP",
  ])
  func whatGivesNoSizeIsNoImage(text: String) { #expect(ImageSize.read(Array(text.utf8)) == nil) }

  @Test func anImageWithoutExtentHasNoSize() {
    #expect(ImageSize.read(SmallImage.png(0, 5)) == nil)
    #expect(ImageSize.read(SmallImage.png(5, 0x7FFF_FFFF)) == nil)
    #expect(ImageSize.read(SmallImage.jpeg(400, 0)) == nil)
  }

  @Test func aFileThatEndsTooSoonHasNoSizeOrItsOwn() {
    let files = [
      SmallImage.png(300, 200), SmallImage.gif(300, 200), SmallImage.webp(300, 200),
      SmallImage.losslessWebP(300, 200), SmallImage.extendedWebP(300, 200),
      SmallImage.avif(300, 200),
      SmallImage.jpeg(300, 200, orientation: 1),
    ]
    for file in files {
      for end in file.indices {
        let size = ImageSize.read(Array(file[..<end]))
        #expect(size == nil || (size?.width, size?.height) == (300, 200))
      }
    }
  }

  @Test func changedBytesNeverCrash() {
    var state: UInt64 = 3
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let files = [
      SmallImage.jpeg(300, 200, orientation: 6), SmallImage.avif(300, 200, turns: 1),
      SmallImage.png(300, 200), SmallImage.extendedWebP(300, 200),
      Array("<!DOCTYPE a [b]><svg width='3' viewBox='0 0 1 2'>".utf8),
    ]
    for _ in 0..<20_000 {
      var file = files[next(files.count)]
      for _ in 0...next(4) { file[next(file.count)] = UInt8(next(256)) }
      if let size = ImageSize.read(file) {
        #expect((1...100_000).contains(size.width) && (1...100_000).contains(size.height))
      }
    }
  }
}

/// Images with nothing but what says their size.
enum SmallImage {
  static func png(_ width: Int, _ height: Int) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + Array("IHDR".utf8)
      + big(width, 4) + big(height, 4) + [8, 6, 0, 0, 0, 0, 0, 0, 0]
  }

  static func gif(_ width: Int, _ height: Int) -> [UInt8] {
    Array("GIF89a".utf8) + little(width, 2) + little(height, 2) + [0, 0, 0]
  }

  static func jpeg(
    _ width: Int, _ height: Int, frame: UInt8 = 0xC0, orientation: UInt8? = nil,
    isLittle: Bool = true
  ) -> [UInt8] {
    var bytes: [UInt8] = [0xFF, 0xD8]
    if let orientation {
      let number = { (value: Int, length: Int) in
        isLittle ? little(value, length) : big(value, length)
      }
      var exif = Array("Exif\0\0".utf8) + Array((isLittle ? "II" : "MM").utf8) + number(42, 2)
      exif += number(8, 4) + number(2, 2)
      exif += number(0x010F, 2) + number(2, 2) + number(1, 4) + number(0, 4)
      exif += number(0x0112, 2) + number(3, 2) + number(1, 4)
      exif += number(Int(orientation), 2) + number(0, 2) + number(0, 4)
      bytes += [0xFF, 0xE1] + big(exif.count + 2, 2) + exif
    }
    // A table between, and a byte that fills.
    bytes += [0xFF, 0xC4, 0, 4, 0xFF, 0xC0, 0xFF]
    bytes += [0xFF, frame, 0, 11, 8] + big(height, 2) + big(width, 2) + [1, 1, 0x11, 0]
    return bytes + [0xFF, 0xD9]
  }

  static func webp(_ width: Int, _ height: Int) -> [UInt8] {
    riff("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A] + little(width, 2) + little(height, 2))
  }

  static func losslessWebP(_ width: Int, _ height: Int) -> [UInt8] {
    riff("VP8L", [0x2F] + little(width - 1 | (height - 1) << 14, 4))
  }

  static func extendedWebP(_ width: Int, _ height: Int) -> [UInt8] {
    riff("VP8X", [0, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
  }

  static func avif(_ width: Int, _ height: Int, turns: UInt8 = 0) -> [UInt8] {
    let thumbnail = box("ispe", big(0, 4) + big(width / 8, 4) + big(height / 8, 4))
    let extent = box("ispe", big(0, 4) + big(width, 4) + big(height, 4))
    let properties = box("ipco", thumbnail + extent + box("irot", [turns]))
    return box("ftyp", Array("avif".utf8) + big(0, 4))
      + box("meta", big(0, 4) + box("hdlr", big(0, 8)) + box("iprp", properties))
  }

  private static func box(_ name: String, _ content: [UInt8]) -> [UInt8] {
    big(content.count + 8, 4) + Array(name.utf8) + content
  }

  private static func riff(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array("RIFF".utf8) + little(content.count + 12, 4) + Array("WEBP\(name)".utf8)
      + little(content.count, 4) + content
  }

  private static func big(_ value: Int, _ length: Int) -> [UInt8] {
    (0..<length).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func little(_ value: Int, _ length: Int) -> [UInt8] {
    big(value, length).reversed()
  }
}
