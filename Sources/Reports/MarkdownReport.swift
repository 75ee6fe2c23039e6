internal import Diagnostics
internal import Emit

/// A comment on a pull request or a job's summary page: a line that says it all, a table of the errors,
/// and the rest folded away.
struct MarkdownReport {
  private let report: Report
  private let digest: Digest

  init(_ report: Report) {
    self.report = report
    digest = report.digest
  }

  /// Never longer than a comment may be.
  var bytes: [UInt8] {
    let errors = rows(of: [.error])
    let others = rows(of: [.warning, .note])
    var text = heading
    var room = report.limits.markdownBytes - text.utf8.count - Self.reserve
    let shownErrors = fill(errors, &room)
    let shownOthers = fill(others, &room)
    if !shownErrors.isEmpty { text += "\n" + Self.table + shownErrors.joined() }
    if !shownOthers.isEmpty {
      let title = report.counts(of: [.warning, .note])
      text += "\n<details\(errors.isEmpty ? " open" : "")><summary>\(title)</summary>\n\n"
      text += Self.table + shownOthers.joined() + "\n</details>\n"
    }
    let shown = errors.prefix(shownErrors.count) + others.prefix(shownOthers.count)
    let left = report.findings.count - shown.reduce(0) { $0 + $1.count }
    if left > 0 {
      text += "\n" + Self.inline(leftText(left, Set(shown.map(\.first)))) + "\n"
    }
    return Array(text.utf8)
  }

  private static let table = "| | Place | Finding |\n|---|---|---|\n"
  /// For headings and for what is said of what is cut off.
  private static let reserve = 2048

  private var heading: String {
    let errors = report.findings.count { $0.severity == .error }
    let sign = errors > 0 ? "❌" : report.findings.isEmpty ? "✅" : "⚠️"
    let end = errors > 0 ? " Nothing can be rendered while there are errors." : ""
    return "\(sign) **dsgen: \(report.summary).**\(end)\n"
  }

  private func rows(of severities: Set<Severity>) -> [Digest.Entry] {
    digest.entries.filter { severities.contains(report.findings[$0.first].severity) }
  }

  /// As many rows as there is room for.
  private func fill(_ entries: [Digest.Entry], _ room: inout Int) -> [String] {
    var rows: [String] = []
    for entry in entries {
      let row = row(entry)
      if row.utf8.count > room {
        room = 0
        break
      }
      room -= row.utf8.count
      rows.append(row)
    }
    return rows
  }

  private func row(_ entry: Digest.Entry) -> String {
    let finding = report.findings[entry.first]
    let at = report.sources.placeText(of: finding) ?? ""
    let lines = [finding.message] + (finding.help.map { [$0] } ?? []) + entry.remarks(report)
    let text = lines.map(Self.inline).joined(separator: "<br>")
    return "| \(finding.severity.name) | \(MarkdownText.code(at, inTable: true)) | "
      + "**\(MarkdownText.text(finding.code))** \(text) |\n"
  }

  private func leftText(_ left: Int, _ shown: Set<Int>) -> String {
    var counts: [String: Int] = [:]
    for entry in digest.entries where !shown.contains(entry.first) {
      counts[report.findings[entry.first].code, default: 0] += entry.count
    }
    for rest in digest.rest { counts[rest.code, default: 0] += rest.count }
    let rules = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let named = rules.prefix(10).map { "\($0.value) of \($0.key)" }.joined(separator: ", ")
    let more = rules.count > 10 ? " and of \(Report.count(rules.count - 10, "more rule"))" : ""
    return "\(Report.count(left, "more finding")): \(named)\(more). `dsgen check` tells all."
  }

  /// What stands in backquotes is code; the rest is words, in which nobody is mentioned and nothing is
  /// linked: an empty comment parts what GitHub would take for a name, a number or an address.
  static func inline(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return words(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? MarkdownText.code(part, inTable: true) : words(part)
    }.joined()
  }

  private static func words(_ text: String) -> String {
    var result = MarkdownText.text(text)
    for sign in ["@", "#", "://", "www."] {
      result = result.split(separator: sign, omittingEmptySubsequences: false)
        .joined(separator: sign + "<!-- -->")
    }
    return result
  }
}
