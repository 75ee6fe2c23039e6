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
    let mustBeRight = wantsFiles || context.arguments.has(.production)
    let pair = try ModelPair(
      context, base: context.operand(0) ?? "", head: context.operand(1), resolving: false)
    let findings = pair.findings
    if findings.hasErrors { return try tell(findings, pair, context) }
    let (estates, faults) =
      mustBeRight ? EstatePair.whole(pair, context) : EstatePair.reached(pair, context)
    if mustBeRight, estates == nil { return try tell(faults.all, pair, context) }
    context.begin("compare")
    guard let difference = pair.difference() else { return .bug }
    let production =
      estates.map {
        ProductionReport(EstateDifference(from: $0.base, to: $0.head), sources: pair.files)
      } ?? ProductionReport(unknown: reason(faults, context), sources: pair.files)
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
    switch format {
    case .json: try production.json { try out.write($0) }
    case .markdown: try out.write(Array("\n".utf8) + production.markdown())
    default: try production.text(color: context.console.colorOut) { try out.write($0) }
    }
    if !difference.isEmpty { summaries.append("in production: " + production.summaryOrNone) }
    if let estates, estates.isPart, production.summary != nil {
      summaries.append(
        "only what the change reaches was checked: `dsgen check` judges a whole model")
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

  /// Why it is not known what platforms would do.
  private static func reason(_ faults: EstatePair.Faults, _ context: Context) -> String {
    let sides = [
      ("the base", faults.base, context.operand(0)), ("the head", faults.head, context.operand(1)),
    ]
    return sides.filter { !$0.1.isEmpty }.map { side, errors, operand in
      let command = "dsgen check" + (operand.map { " " + $0 } ?? "")
      return "\(side) has \(errors.count) error\(errors.count == 1 ? "" : "s") (`\(command)`)"
    }.joined(separator: " and ")
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
