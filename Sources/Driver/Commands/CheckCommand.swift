internal import Diagnostics
internal import Governance
internal import Model

/// `dsgen check`: what is wrong with a model.
enum CheckCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let wantsFixes = context.arguments.has(.fix)
    if context.arguments.has(.dryRun), !wantsFixes {
      throw Failure.usage(
        "`dsgen check` writes nothing but what --fix mends: --dry-run goes with --fix")
    }
    if context.arguments.has(.writeBaseline), !context.settings.select.isEmpty {
      throw Failure.usage(
        "a baseline holds all findings of a model: --select does not go with --write-baseline")
    }
    var compilation = try compile(context)
    var selection = Selection()
    if let model = compilation.model {
      _ = try Compilation.positions(
        of: context.settings.platforms, among: model.platforms.map(\.name))
      selection = try Selection(context.settings.select, model)
    }
    if wantsFixes { try fix(&compilation, selection, context) }
    compilation.tell(compilation.findings.filter(selection.holds), context)
    if let file = context.arguments.last(.writeBaseline) {
      if compilation.judged?.isPartial == false {
        return try writeBaseline(file, compilation, context)
      }
      context.console.say("no baseline was written, as a file could not be read to its end")
    } else if let file = context.arguments.last(.baseline) {
      try apply(baseline: file, to: &compilation, selection, context)
    }
    try tell(compilation, context)
    return compilation.exit
  }

  /// All of the model, or as little as shows what is wrong with all of it.
  private static func compile(_ context: Context) throws -> Compilation {
    let source = try ModelSource(context, operand: context.operand(0))
    let memory = Memory(context, source)
    let needsModel =
      [Flag.fix, .writeBaseline, .baseline].contains { context.arguments.has($0) }
      || !context.settings.select.isEmpty || !context.settings.platforms.isEmpty
    let known = needsModel ? nil : try Recollection(memory, source, context)
    if let known {
      if known.isSame {
        context.statistics.note("done anew", "nothing")
        return known.compilation(context)
      }
      if let increment = try known.increment(context)?.completed() {
        context.begin("check")
        if let findings = increment.findings(context.settings) {
          if let state = increment.state(findings) { memory?.keep(state) }
          context.statistics.note("done anew", "datasets")
          return Compilation(
            findings, in: source.files, hasSuppressions: known.state.hasSuppressions, estate: nil,
            context)
        }
      }
    }
    let compilation = try Compilation(
      context, source, keeping: memory.map { .all($0.cache) } ?? .nothing, lowering: false)
    if let state = compilation.state { memory?.keep(state) }
    return compilation
  }

  private static func tell(_ compilation: Compilation, _ context: Context) throws {
    context.begin("report")
    let console = context.console
    if context.arguments.has(.dryRun) {
      // The difference alone is the result.
      try compilation.report(
        context, to: console.err, color: console.colorErr, from: console.isQuiet ? .error : .note)
    } else {
      try compilation.report(context, to: console.out, color: console.colorOut)
    }
    context.progress.stop()
    let files = compilation.files.files.count
    let read = "\(files) file\(files == 1 ? "" : "s") read"
    console.say("\(compilation.summary ?? "no findings"), \(read)")
    if compilation.hasSuppressions, context.settings.findings.today == nil {
      console.say("suppressions were not judged by their dates: --today DATE gives the day")
    }
  }
}
