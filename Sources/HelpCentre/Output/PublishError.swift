// What can stop a publication. None of these leaves a trace in the published folder.

import Glibc
import Markup

/// Why nothing was published.
package enum PublishError: Error, Equatable {
  /// The output folder is one that must never be replaced; a sentence for the user. Exit code 2.
  case refused(String)
  /// The output folder has files that kbgen did not write, or that were edited since; their paths
  /// below it, sorted. Exit code 2.
  case foreignFiles([String])
  /// Another build is writing to the same folder; a sentence for the user. Exit code 4.
  case busy(String)
  /// The system refused an operation, a verb such as "write", on a path. Exit code 3.
  case disk(operation: String, path: String, errno: Int32)
  /// The task was cancelled. Whoever cancelled it knows the signal. Exit code 130 or 143.
  case cancelled

  /// Refuses a mount inside the output folder: what it shows would be deleted with the old site.
  static func mountInside(_ path: String) -> PublishError {
    .refused("\(path) is mounted there; only the output folder itself may be a mount point.")
  }
}

/// Where and how to publish.
package struct PublishOptions: Sendable {
  /// The output folder.
  package let target: String
  /// The folder of the project; its `Content` and `Themes` must not be written to.
  package let project: String
  /// What others have put into the output folder and is to stay there.
  package let keep: KeepPatterns
  /// How long to wait for another build that writes to the same folder.
  package let waitSeconds: Int
  /// Called when waiting begins, with the sentence of `PublishError.busy`.
  package let sayWaiting: @Sendable (String) -> Void
  /// The folder for what is remembered between builds; nil: nothing is.
  package let cache: String?
  /// How many threads work at once.
  package let jobs: Int

  /// Names a target.
  package init(
    target: String, project: String, keep: KeepPatterns = .none, waitSeconds: Int = 0,
    sayWaiting: @escaping @Sendable (String) -> Void = { _ in }, cache: String? = nil, jobs: Int = 1
  ) {
    self.target = target
    self.project = project
    self.keep = keep
    self.waitSeconds = waitSeconds
    self.sayWaiting = sayWaiting
    self.cache = cache
    self.jobs = jobs
  }
}

/// What a publication did.
package struct PublishReport: Sendable {
  /// The number of files of the site, without the manifest.
  package let files: Int
  /// Their bytes.
  package let bytes: Int
  /// How many of them were written; the others are the old site's.
  package let written: Int
  /// How many files of the old site are gone.
  package let deleted: Int
  /// The hash of the site's manifest.
  let manifest: ContentHash?
  /// What each step took.
  package let timings: [PhaseTiming]

  /// How many files are the old site's.
  package var unchanged: Int { files - written }
}

/// What a cleaning did.
package struct CleanReport: Sendable {
  /// How many files were deleted.
  package let deleted: Int
  /// How many files of others were kept; then the folder is there still.
  package let kept: Int
  /// Whether a build had crashed and left something, which is gone now.
  package let hadRest: Bool
}
