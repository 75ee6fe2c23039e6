internal import Diagnostics

/// Workflow commands of GitHub Actions, which annotate the lines of a pull request.
/// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
enum GitHubReport {
  static func entry(_ finding: Diagnostic, _ place: Place?) -> String {
    var properties: [(String, String)] = []
    if let place {
      properties = [
        ("file", place.path), ("line", "\(place.start.line)"),
        ("endLine", "\(place.end.line)"), ("col", "\(place.start.column)"),
        ("endColumn", "\(place.end.column)"),
      ]
    } else if let path = finding.path {
      properties = [("file", path)]
    }
    properties.append(("title", finding.code))
    let list = properties.map { "\($0)=\(escape($1, alsoProperty: true))" }.joined(separator: ",")
    let text = [finding.message, finding.help].compactMap(\.self).joined(separator: "\n")
    return "::\(command(finding.severity)) \(list)::\(escape(text, alsoProperty: false))\n"
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }

  private static func escape(_ text: String, alsoProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where alsoProperty: result += "%3A"
      case "," where alsoProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
