public import Diagnostics

/// Prints findings in one format, piece by piece.
public struct Report {
  private let format: ReportFormat
  private let sources: any SourceLookup
  private let text: TextReport

  public init(_ format: ReportFormat, sources: any SourceLookup, color: Bool = false) {
    self.format = format
    self.sources = sources
    text = TextReport(sources: sources, style: Style(color: color))
  }

  /// Hands over the whole report; a piece is never larger than one finding needs.
  public func write(_ findings: [Diagnostic], to emit: ([UInt8]) throws -> Void) rethrows {
    try emit(Array(header.utf8))
    let fingerprints =
      format == .gitlab ? Fingerprint.all(of: findings, sources: sources) : []
    for (index, finding) in findings.enumerated() {
      if format == .gitlab {
        try emit(
          GitLabReport.entry(
            finding, sources.place(of: finding), fingerprint: fingerprints[index],
            isFirst: index == 0))
      } else {
        try emit(entry(finding))
      }
    }
    try emit(Array(footer(findings.isEmpty).utf8))
  }

  private var header: String {
    switch format {
    case .gitlab: "["
    case .markdown: MarkdownReport.header
    case .text, .concise, .json, .github: ""
    }
  }

  private func footer(_ isEmpty: Bool) -> String {
    switch format {
    case .gitlab: isEmpty ? "]\n" : "\n]\n"
    case .markdown: isEmpty ? MarkdownReport.nothing : ""
    case .text, .concise, .json, .github: ""
    }
  }

  private func entry(_ finding: Diagnostic) -> [UInt8] {
    let place = sources.place(of: finding)
    switch format {
    case .text: return Array(text.entry(finding).utf8)
    case .concise: return Array(concise(finding, place).utf8)
    case .json: return JSONReport.entry(finding, place, sources)
    case .github: return Array(GitHubReport.entry(finding, place).utf8)
    case .gitlab: return []
    case .markdown: return Array(MarkdownReport.entry(finding, place).utf8)
    }
  }

  private func concise(_ finding: Diagnostic, _ place: Place?) -> String {
    let at = place.map(\.text) ?? finding.path ?? "dsgen"
    return "\(at): \(finding.severity.name)[\(finding.code)]: \(oneLine(finding.message))\n"
  }
}

extension SourceLookup {
  func place(of finding: Diagnostic) -> Place? { finding.span.map(place(of:)) }
}

/// A message on one line, whatever the model put into it.
func oneLine(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: result += " "
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
