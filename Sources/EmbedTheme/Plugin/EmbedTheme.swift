// Runs EmbedThemeTool over Themes/base whenever one of its files has changed.

import Foundation
import PackagePlugin

/// The build-tool plugin that embeds the base theme.
@main
struct EmbedTheme: BuildToolPlugin {
  /// One command: folder in, Swift source out.
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "Themes/base")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTheme.swift")
    var inputs: [URL] = []
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = walk?.nextObject() as? URL {
      if !file.hasDirectoryPath { inputs.append(file) }
    }
    return [
      .buildCommand(
        displayName: "Embedding the base theme",
        executable: try context.tool(named: "EmbedThemeTool").url,
        arguments: [folder.path(), output.path()], inputFiles: inputs.sorted { $0.path < $1.path },
        outputFiles: [output])
    ]
  }
}
