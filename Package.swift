// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "kbgen",
  products: [.executable(name: "kbgen", targets: ["kbgen"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(
      name: "CTCMalloc", pkgConfig: "libtcmalloc_minimal",
      providers: [.apt(["libgoogle-perftools-dev"])]),
    .executableTarget(name: "EmbedThemeTool", path: "Sources/EmbedTheme/Tool"),
    .plugin(
      name: "EmbedTheme", capability: .buildTool(), dependencies: ["EmbedThemeTool"],
      path: "Sources/EmbedTheme/Plugin"),
    .target(name: "Markup", dependencies: ["CMark", "CYAML"]),
    .target(
      name: "HelpCentre", dependencies: ["Markup", "CLinux", "CStemmer"],
      exclude: ["Search/schemas", "Channels/schemas"],
      plugins: ["EmbedTheme"]),
    .executableTarget(
      name: "kbgen",
      dependencies: [
        "CTCMalloc", "HelpCentre", "Markup",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // With the allocator of kbgen, since it builds in its own process too.
    .executableTarget(
      name: "Benchmarks", dependencies: ["CMark", "CTCMalloc", "HelpCentre", "Markup"],
      path: "Tests/Benchmarks",
      exclude: ["peers", "search"]),
    .executableTarget(name: "Fuzz", dependencies: ["TestSupport"], path: "Tests/Fuzz"),
    .target(
      name: "TestSupport", dependencies: ["HelpCentre", "Markup"], path: "Tests/TestSupport"),
    .testTarget(name: "MarkupTests", dependencies: ["Markup", "TestSupport"]),
    .testTarget(name: "HelpCentreTests", dependencies: ["HelpCentre", "TestSupport"]),
    .testTarget(name: "CommandTests", dependencies: ["kbgen", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// Only what users run: with the library of Swift inside, a build of a site takes a fifteenth less.
for target in package.targets where [.regular, .executable].contains(target.type) {
  let release = BuildSettingCondition.when(configuration: .release)
  target.swiftSettings = [.unsafeFlags(["-static-stdlib"], release)]
  if target.type == .executable {
    target.linkerSettings = [.unsafeFlags(["-static-stdlib", "-use-ld=lld"], release)]
  }
}
