internal import Diagnostics
internal import Governance
internal import Model

extension CheckCommand {
  /// Writes all that was found as what is to be lived with for now.
  static func writeBaseline(
    _ shown: String, _ compilation: Compilation, _ context: Context
  ) throws -> ExitCode {
    let baseline = Baseline(compilation.findings, sources: compilation.files)
    try BaselineFile.write(baseline, to: Path.join(context.folder, shown))
    context.progress.stop()
    let count = compilation.findings.count
    context.console.say(
      "\(count) finding\(count == 1 ? "" : "s") written to \(shown); `--baseline \(shown)` leaves them out"
    )
    return .clean
  }

  /// Leaves out what a baseline holds, and adds what it holds for nothing.
  static func apply(
    baseline shown: String, to compilation: inout Compilation, _ selection: Selection,
    _ context: Context
  ) throws {
    let baseline = try BaselineFile.read(Path.join(context.folder, shown), shown: shown)
    let found = compilation.findings
    let (new, stale) = baseline.split(found, sources: compilation.files)
    var told = new
    if let model = compilation.model, !(compilation.judged?.isPartial ?? false) {
      let settings = RuleSettings(model, Judged.rules, context.settings.findings)
      told += settings.apply(
        to: stale.filter { settings.isOn($0.code) && selection.holds(object: $0.object) }
          .map { .baselineStale($0, shown) })
    }
    compilation.tell(told.inOrderOfPlace(), context)
    let count = found.count - new.count
    context.console.say(
      "\(count) finding\(count == 1 ? " is" : "s are") in the baseline \(shown) and not told")
  }
}

extension Diagnostic {
  fileprivate static func baselineStale(_ entry: Baseline.Entry, _ file: String) -> Diagnostic {
    let times = entry.count == 1 ? "" : ", \(entry.count) times"
    let object = entry.object.isEmpty ? "" : " of `\(entry.object)`"
    return Diagnostic(
      .baselineStale, "`\(entry.code)`\(object) is in the baseline\(times), and no longer found",
      at: nil, path: file, notes: ["it was: " + entry.message],
      help: "take it out: `--write-baseline` writes the file anew", about: Subject(entry.object))
  }
}
