// Ways to hold a build up at a known point and to see what it shows a person meanwhile, without any
// switch in the product for tests and whatever the machine's speed: the kernel's leases and
// locks on files, and a pseudo-terminal.

import Glibc

/// Makes everybody who opens a file wait until the lease ends, up to the kernel's patience of 45 s.
final class FileLease {
  // Macros of <fcntl.h> that Swift does not see without _GNU_SOURCE.
  private static let setSignal: Int32 = 10
  private static let setLease: Int32 = 1_024
  private static let getLease: Int32 = 1_025

  private let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Takes the lease on a file that nobody has open; nil where the file system has no leases.
  static func take(_ path: String) -> FileLease? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // The holder is told by a signal that somebody waits; this one is ignored unless asked for.
    if fcntl(descriptor, Self.setSignal, SIGURG) == 0,
      fcntl(descriptor, Self.setLease, Int32(F_WRLCK)) == 0
    {
      return FileLease(descriptor)
    }
    close(descriptor)
    return nil
  }

  /// Waits until somebody wants to open the file; false when nobody does within half a minute.
  func hasSomebodyWaiting() -> Bool {
    for _ in 0..<30_000 {
      // While somebody waits, the kernel names the kind of lease that would let them in.
      if fcntl(descriptor, Self.getLease) != Int32(F_WRLCK) { return true }
      usleep(1_000)
    }
    return false
  }

  /// Lets those who wait go on.
  func end() {
    _ = fcntl(descriptor, Self.setLease, Int32(F_UNLCK))
  }

  deinit {
    end()
    close(descriptor)
  }
}

/// The lock that a build holds on its staging folder while it writes.
final class StagingLock {
  private let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Takes the lock of the output folder `output` in the folder `parent`, as the process `owner`; nil
  /// when somebody has it.
  static func take(of output: String, in parent: String, owner: String) -> StagingLock? {
    let staging = "\(parent)/.\(output).kbgen-staging"
    mkdir(staging, 0o700)
    let descriptor = open(staging + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    let size = owner.utf8.count
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0, write(descriptor, owner, size) == size {
      return StagingLock(descriptor)
    }
    close(descriptor)
    return nil
  }

  /// Lets go of the lock; its file stays, as after a crash.
  func end() {
    flock(descriptor, LOCK_UN)
  }

  deinit {
    end()
    close(descriptor)
  }
}

/// A terminal without a window: what a program writes to `end` can be read here.
final class PseudoTerminal {
  /// The end that the program gets; closed when the program has it.
  private(set) var end: Int32 = -1
  private var screen: Int32 = -1
  private var bytes: [UInt8] = []

  /// All that was written so far. A line ends with CR and LF, as on every terminal.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  init?() {
    guard openpty(&screen, &end, nil, nil, nil) == 0 else { return nil }
    _ = fcntl(screen, F_SETFD, FD_CLOEXEC)
    _ = fcntl(end, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    close(screen)
    closeEnd()
  }

  /// Leaves the terminal to the program, so that its end is seen here.
  func closeEnd() {
    if end >= 0 { close(end) }
    end = -1
  }

  /// Reads until `isEnough` says so of the text, or the program has gone; false when neither happens
  /// within half a minute.
  @discardableResult
  func read(until isEnough: (String) -> Bool = { _ in false }) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while !isEnough(text) {
      var wanted = pollfd(fd: screen, events: Int16(POLLIN), revents: 0)
      if poll(&wanted, 1, 30_000) <= 0 { return false }
      let count = Glibc.read(screen, &buffer, buffer.count)
      if count <= 0 { return true }
      bytes += buffer[..<count]
    }
    return true
  }
}
