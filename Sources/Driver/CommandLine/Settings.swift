internal import Diagnostics
internal import Reports

/// The options that all commands share, checked.
struct Settings: Sendable {
  let jobs: Int
  let format: ReportFormat
  /// Further reports of the findings.
  let reports: [(format: ReportFormat, file: String)]
  let failOn: Severity
  /// Empty: all.
  let platforms: [String]
  /// Empty: all.
  let select: [String]
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
    reports = try arguments.all(.report).map { text in
      guard let equals = text.firstIndex(of: "="), text.index(after: equals) < text.endIndex else {
        throw Failure.usage(
          "--report wants FORMAT=FILE, not `\(text)`", help: "for instance --report json=findings")
      }
      return (
        try Formats.parse(String(text[..<equals])), String(text[text.index(after: equals)...])
      )
    }
    failOn = arguments.last(.failOn) == "warning" ? .warning : .error
    platforms = arguments.all(.platform)
    select = arguments.all(.select)
    wantsStats = arguments.has(.stats)
  }

  /// Whether these findings give exit code 1.
  func fails(_ findings: [Diagnostic]) -> Bool { findings.contains { $0.severity >= failOn } }
}
