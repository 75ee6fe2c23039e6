internal import Diagnostics

/// A model that was found: where it is, and its files.
struct ModelSource: Sendable {
  let files: ModelFiles
  /// What could not be looked at.
  let problems: [Diagnostic]

  /// - Parameter operand: the model as the user named it: a folder, `git:REF`, or nothing.
  init(_ context: Context, operand: String?) throws {
    context.begin("find")
    let tree = try ModelLocation.open(operand, context)
    let discovery = try Discovery(tree, goOn: context.progress.goOn)
    files = ModelFiles(tree, discovery.files)
    context.progress.expect(bytes: files.bytes)
    problems = discovery.problems
  }

  var tree: any ModelTree { files.tree }
}
