internal import Change
internal import Diagnostics
internal import IR
internal import Reports

/// `dsgen diff BASE [HEAD]`: what changed in meaning between two models.
enum DiffCommand {
  static func run(_ context: Context) throws -> ExitCode {
    let format = context.settings.format
    guard [.text, .json, .markdown].contains(format) else {
      throw Failure.usage(
        "`dsgen diff` has no form `\(format.rawValue)`", help: "it has text, json and markdown")
    }
    let wantsFiles = context.arguments.has(.artifacts)
    let wantsProduction = wantsFiles || context.arguments.has(.production)
    let pair = try ModelPair(
      context, base: context.operand(0) ?? "", head: context.operand(1),
      resolving: wantsProduction)
    let findings = pair.findings
    if findings.hasErrors { return try tell(findings, pair, context) }
    var estates: EstatePair?
    if wantsProduction {
      let (found, errors) = EstatePair.of(pair, context)
      guard let found else { return try tell(errors, pair, context) }
      estates = found
    }
    context.begin("compare")
    guard let difference = pair.difference() else { return .bug }
    let production = estates.map { EstateDifference(from: $0.base, to: $0.head) }
    context.begin("print")
    if let absence = pair.absence { context.console.say("\(absence): everything is new") }
    let report = DifferenceReport(difference, base: pair.files, head: pair.files)
    let out = context.console.out
    switch format {
    case .json: try report.json { try out.write($0) }
    case .markdown: try out.write(report.markdown())
    default: try report.text(color: context.console.colorOut) { try out.write($0) }
    }
    var summaries = [report.summary ?? "no difference in meaning"]
    if let production {
      let report = ProductionReport(production, sources: pair.files)
      switch format {
      case .json: try report.json { try out.write($0) }
      case .markdown: try out.write(Array("\n".utf8) + report.markdown())
      default: try report.text(color: context.console.colorOut) { try out.write($0) }
      }
      summaries.append("in production: " + (report.summary ?? "no change"))
    }
    if let estates, wantsFiles {
      let count = try ArtifactPrinter(format).print(
        ArtifactDifference(from: estates.base, to: estates.head)
      ) { try out.write($0) }
      summaries.append("\(count) generated file\(count == 1 ? "" : "s") would differ")
    }
    try out.flush()
    context.progress.stop()
    for summary in summaries { context.console.say(summary) }
    return difference.isEmpty || !context.arguments.has(.exitCode) ? .clean : .differences
  }

  /// What cannot be read would be missing on both sides, and be no difference: so nothing is compared.
  private static func tell(
    _ findings: [Diagnostic], _ pair: ModelPair, _ context: Context
  ) throws -> ExitCode {
    let errors = findings.filter { $0.severity == .error }
    try Report(
      errors, sources: pair.files, rules: Judged.rules, version: Version.dsgen,
      limits: context.settings.limits
    ).write(context.settings.format, color: context.console.colorErr) {
      try context.console.err.write($0)
    }
    context.console.say("nothing was compared: a model that is not read whole says too little")
    return errors.contains { $0.code == Rule.fileUnreadable.code } ? .usage : .findings
  }
}
