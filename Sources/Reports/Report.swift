public import Diagnostics

/// What was found in one run, to be printed in any form.
public struct Report {
  /// In order of place.
  let findings: [Diagnostic]
  let sources: any SourceLookup
  private let catalogue: () -> [Rule]
  let version: String
  let limits: ReportLimits

  /// - Parameters:
  ///   - findings: in order of place.
  ///   - rules: the catalogue; asked for by the forms that speak of rules.
  ///   - version: dsgen's.
  public init(
    _ findings: [Diagnostic], sources: any SourceLookup,
    rules: @autoclosure @escaping () -> [Rule] = [], version: String = "",
    limits: ReportLimits = ReportLimits()
  ) {
    self.findings = findings
    self.sources = sources
    catalogue = rules
    self.version = version
    self.limits = limits
  }

  /// Hands over the whole report, in pieces that are never larger than a few findings need.
  public func write(
    _ format: ReportFormat, color: Bool = false, to emit: ([UInt8]) throws -> Void
  ) rethrows {
    switch format {
    case .text:
      try TextReport(sources: sources, style: Style(color: color)).write(self, to: emit)
    case .concise: try ConciseReport.write(self, to: emit)
    case .json: try JSONReport.write(self, to: emit)
    case .sarif: try SARIFReport(self).write(to: emit)
    case .junit: try JUnitReport(self).write(to: emit)
    case .github: try GitHubReport.write(self, to: emit)
    case .gitlab: try GitLabReport.write(self, to: emit)
    case .markdown: try emit(MarkdownReport(self).bytes)
    }
  }

  /// A place of the model with its source line, for `why` and `where`.
  public static func place(
    _ span: Span, label: String, sources: any SourceLookup, color: Bool
  ) -> String {
    TextReport(sources: sources, style: Style(color: color)).place(span, label: label)
  }

  /// In the order of their codes.
  var rules: [Rule] { catalogue().sorted { $0.code < $1.code } }

  var digest: Digest { Digest(findings, limits) }

  var fingerprints: [String] { Fingerprint.all(of: findings, sources: sources) }

  /// `2 errors, 1 warning in 3 files`; `no findings`.
  var summary: String {
    if findings.isEmpty { return "no findings" }
    let files = Set(findings.compactMap { $0.path(sources) }).count
    let text = counts(of: [.error, .warning, .note])
    return files == 0 ? text : text + " in " + Self.count(files, "file")
  }

  /// `2 errors, 1 warning`.
  func counts(of severities: [Severity]) -> String {
    severities.compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : Self.count(count, severity.name)
    }.joined(separator: ", ")
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension SourceLookup {
  func place(of finding: Diagnostic) -> Place? { finding.span.map(place(of:)) }

  /// Where a finding is, in as much detail as is known.
  func placeText(of finding: Diagnostic) -> String? {
    place(of: finding)?.text ?? finding.path
  }

  /// What a fix replaces; nil where it can't be made.
  func place(of fix: Fix) -> Place? {
    guard let source = source(fix.span.file), let range = fix.range(in: source.bytes) else {
      return nil
    }
    return place(of: Span(file: fix.span.file, start: range.lowerBound, end: range.upperBound))
  }
}
