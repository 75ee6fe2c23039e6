internal import Diagnostics

/// A table for a comment on a pull request or a job's summary page.
enum MarkdownReport {
  static let header = "| | Place | Finding |\n|---|---|---|\n"
  static let nothing = "| | | No findings. |\n"

  static func entry(_ finding: Diagnostic, _ place: Place?) -> String {
    let at = place.map(\.text) ?? finding.path ?? ""
    let help = finding.help.map { "<br>" + escape($0) } ?? ""
    return "| \(finding.severity.name) | \(escape(at)) | "
      + "**\(escape(finding.code))** \(escape(finding.message))\(help) |\n"
  }

  /// Text of the model stays text: nothing in it becomes a link, a tag or a further cell.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in oneLine(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "@", "!":
        result += "\\"
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
