internal import Diagnostics
internal import Reports

extension Compilation {
  /// Prints the findings and writes the reports that were asked for.
  func report(
    _ context: Context, to output: Output, color: Bool, from mildest: Severity = .note
  ) throws {
    let settings = context.settings
    for wanted in settings.reports {
      let report = makeReport(findings, settings)
      if wanted.file == "-" {
        try report.write(wanted.format) { try context.console.out.write($0) }
      } else {
        try AtomicFile.replace(Path.join(context.folder, wanted.file)) { emit in
          try report.write(wanted.format, to: emit)
        }
      }
    }
    let told = findings.filter { $0.severity >= mildest }
    if told.isEmpty, mildest > .note { return }
    try makeReport(told, settings).write(settings.format, color: color) { try output.write($0) }
    try output.flush()
  }

  private func makeReport(_ findings: [Diagnostic], _ settings: Settings) -> Report {
    Report(
      findings, sources: files, rules: Judged.rules, version: Version.dsgen, limits: settings.limits
    )
  }
}
