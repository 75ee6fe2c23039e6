internal import Diagnostics

/// Workflow commands of GitHub Actions, which annotate the lines of a pull request.
/// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
///
/// GitHub keeps ten annotations of each kind a step, in the order in which they are printed; the log
/// shows the others. So the worst come first, and the summary is the first of the notices.
enum GitHubReport {
  static func write(_ report: Report, to emit: ([UInt8]) throws -> Void) rethrows {
    if report.findings.isEmpty { return }
    let digest = report.digest
    for severity in [Severity.error, .warning, .note] {
      if severity == .note { try emit(Array(summary(report, digest).utf8)) }
      for entry in digest.entries where report.findings[entry.first].severity == severity {
        try emit(Array(command(entry, report).utf8))
      }
    }
  }

  private static func summary(_ report: Report, _ digest: Digest) -> String {
    var text = report.summary
    if let rest = digest.restText(naming: 10) {
      text += "; not printed here: \(rest) (`--max-findings 0` prints all)"
    }
    text += ". GitHub shows \(report.limits.gitHubAnnotations) of a kind a step, the log all."
    return "::notice title=dsgen::\(escape(text))\n"
  }

  private static func command(_ entry: Digest.Entry, _ report: Report) -> String {
    let finding = report.findings[entry.first]
    let place = report.sources.place(of: finding)
    var lines = [finding.message]
    if let help = finding.help { lines.append("help: " + help) }
    lines += entry.remarks(report)
    // The log does not show the properties: the place is told in the text too.
    if let at = place?.text ?? finding.path { lines[0] = at + ": " + lines[0] }
    var properties: [(String, String)] = []
    if let path = place?.path ?? finding.path { properties.append(("file", path)) }
    if let place {
      properties += [("line", "\(place.start.line)"), ("endLine", "\(place.end.line)")]
      // GitHub drops the columns of what spans lines.
      if place.start.line == place.end.line {
        properties += [("col", "\(place.start.column)"), ("endColumn", "\(place.end.column)")]
      }
    }
    properties.append(("title", finding.code))
    let list = properties.map { "\($0)=\(escape($1, isProperty: true))" }.joined(separator: ",")
    return "::\(kind(finding.severity)) \(list)::\(escape(lines.joined(separator: "\n")))\n"
  }

  private static func kind(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  private static func escape(_ text: String, isProperty: Bool = false) -> String {
    var result = ""
    for scalar in visible(text, keepLines: true).unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
