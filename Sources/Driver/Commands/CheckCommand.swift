internal import Diagnostics
internal import Governance
internal import Model

/// `dsgen check`: what is wrong with a model.
enum CheckCommand {
  static func run(_ context: Context) throws -> ExitCode {
    var compilation = try Compilation(context, operand: context.operand(0))
    if let model = compilation.model {
      _ = try Compilation.positions(
        of: context.settings.platforms, among: model.platforms.map(\.name))
      compilation.select(try Selection(context.settings.select, model), context)
    }
    context.begin("report")
    try compilation.report(context, to: context.console.out, color: context.console.colorOut)
    context.progress.stop()
    let files = compilation.files.files.count
    let read = "\(files) file\(files == 1 ? "" : "s") read"
    context.console.say("\(compilation.summary ?? "no findings"), \(read)")
    if let model = compilation.model, !model.suppressions.isEmpty,
      context.settings.findings.today == nil
    {
      context.console.say("suppressions were not judged by their dates: --today DATE gives the day")
    }
    return compilation.exit
  }
}
