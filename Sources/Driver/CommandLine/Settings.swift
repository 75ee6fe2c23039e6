internal import Diagnostics
internal import Governance
internal import Model
internal import Reports

/// The options that all commands share, checked.
struct Settings: Sendable {
  let jobs: Int
  let format: ReportFormat
  /// Further reports of the findings.
  let reports: [ReportOption]
  let limits: ReportLimits
  let failOn: Severity
  /// Empty: all.
  let platforms: [String]
  /// Empty: all.
  let select: [String]
  var findings: FindingOptions
  let wantsStats: Bool

  init(_ arguments: Arguments) throws {
    if let text = arguments.last(.jobs) {
      guard let number = Int(text), (1...1024).contains(number) else {
        throw Failure.usage("--jobs wants a number from 1 to 1024, not `\(text)`")
      }
      jobs = number
    } else {
      jobs = min(64, Workers.available)
    }
    format = try arguments.last(.format).map(Formats.parse) ?? .text
    reports = try ReportOption.all(arguments)
    if let text = arguments.last(.maxFindings) {
      guard let number = Int(text), number >= 0 else {
        throw Failure.usage(
          "--max-findings wants a number, not `\(text)`", help: "0 shows all findings")
      }
      limits = ReportLimits(entries: number)
    } else {
      limits = ReportLimits()
    }
    failOn = arguments.last(.failOn) == "warning" ? .warning : .error
    platforms = arguments.all(.platform)
    select = arguments.all(.select)
    let today = arguments.last(.today)
    if let today, !isDate(today) {
      throw Failure.usage(
        "--today wants a day, not `\(today)`", help: "for instance --today 2026-12-31")
    }
    findings = FindingOptions(preview: arguments.has(.preview), today: today)
    wantsStats = arguments.has(.stats)
  }

  /// Whether these findings give exit code 1.
  func fails(_ findings: [Diagnostic]) -> Bool { findings.contains { $0.severity >= failOn } }
}
