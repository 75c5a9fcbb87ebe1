// What can stop a publication. None of these leaves a trace in the published folder.

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
}

/// What a publication did.
package struct PublishReport: Sendable, Equatable {
  /// The number of files of the site, without the manifest.
  package let files: Int
  /// Their bytes.
  package let bytes: Int
}
