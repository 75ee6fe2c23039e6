internal import Diagnostics

extension CheckCommand {
  /// Mends what can be mended by rote, and goes on with the model as it is then.
  static func fix(
    _ compilation: inout Compilation, _ selection: Selection, _ context: Context
  ) throws {
    guard let folder = compilation.files.tree as? ModelFolder else {
      throw Failure.usage(
        "a commit cannot be changed: --fix wants a folder",
        help: "check it out, and name the folder")
    }
    guard let judged = compilation.judged else { return }
    context.begin("fix")
    var fixing = Fixing(judged, context.settings, where: selection.holds)
    try fixing.run()
    let files = fixing.files.sorted { Path.precedes($0.key, $1.key) }
    let isPreview = context.arguments.has(.dryRun)
    for (path, file) in files {
      if isPreview {
        try context.console.out.write(
          FileDifference.text(old: file.original, new: file.bytes, path: file.path))
      } else {
        try write(file, Path.join(folder.root, path))
      }
    }
    compilation = Compilation(fixing.judged, context, lowering: false)
    context.progress.stop()
    context.console.say(summary(fixing, files.count, isPreview))
  }

  /// Only where the file is still what was read: an editor may have saved it meanwhile.
  private static func write(_ file: EditedFile, _ path: String) throws {
    guard try FileSystem.read(path) == file.original else {
      throw Failure(
        .usage, "\(file.path) has changed while it was read: it was left as it is",
        help: "run again")
    }
    try AtomicFile.edit(path, with: file.bytes)
  }

  /// `fixed 3 findings in 2 files: 2 of flow-comma, 1 of key-duplicate`.
  private static func summary(_ fixing: Fixing, _ files: Int, _ isPreview: Bool) -> String {
    if fixing.fixed.isEmpty { return "nothing can be fixed by rote" }
    let counts = Dictionary(grouping: fixing.fixed, by: \.code).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let parts = counts.map { "\($0.value) of \($0.key)" }.joined(separator: ", ")
    let findings = "\(fixing.fixed.count) finding\(fixing.fixed.count == 1 ? "" : "s")"
    let places = "\(files) file\(files == 1 ? "" : "s")"
    return (isPreview ? "would fix " : "fixed ") + "\(findings) in \(places): \(parts)"
  }
}
