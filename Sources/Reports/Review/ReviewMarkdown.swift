internal import Diagnostics
internal import Emit

/// A review as a comment at a pull request: the verdict, then what stands against it with the way out, and
/// everything else folded away.
struct ReviewMarkdown {
  private let review: Review

  init(_ review: Review) { self.review = review }

  /// Never longer than a comment may be.
  var bytes: [UInt8] {
    var text = heading
    var room = review.report.limits.markdownBytes - text.utf8.count - Self.reserve
    for chapter in Review.Chapter.allCases {
      guard let report = review.chapters[chapter] else { continue }
      text += section(chapter, report, &room)
    }
    text += moves(&room) + mended(&room) + remarks
    let production = production(room)
    text += changes(room - production.utf8.count) + production
    return Array(text.utf8)
  }

  /// For headings and for what is said of what is cut off.
  private static let reserve = 4096

  private var heading: String {
    let sign = review.verdict == .accepted ? "✅" : review.verdict == .overBudget ? "🛑" : "❌"
    let from = MarkdownText.code(review.source)
    let way = "\(MarkdownText.code(review.base)) → \(MarkdownText.code(review.head))"
    let changes = review.changes.isEmpty ? "" : " · \(MarkdownText.text(review.changes))"
    return "## \(sign) dsgen review: \(MarkdownText.text(review.headline))\n\n"
      + "From \(from) · \(way)\(changes)\n"
  }

  // MARK: findings

  /// Errors are shown, warnings and notes are folded.
  private func section(_ chapter: Review.Chapter, _ report: Report, _ room: inout Int) -> String {
    let digest = report.digest
    let errors = digest.entries.filter { report.findings[$0.first].severity == .error }
    let others = digest.entries.filter { report.findings[$0.first].severity < .error }
    var text = ""
    if !errors.isEmpty {
      text += "\n### \(chapter.title)\n\n" + entries(errors, report, &room)
    }
    if !others.isEmpty {
      let title = "\(chapter.title): \(report.counts(of: [.warning, .note]))"
      text += folded(title, entries(others, report, &room))
    }
    return text
  }

  private func entries(_ entries: [Digest.Entry], _ report: Report, _ room: inout Int) -> String {
    var text = ""
    var shown = 0
    for entry in entries {
      let item = item(entry, report)
      if item.utf8.count > room { break }
      room -= item.utf8.count
      text += item
      shown += 1
    }
    if shown < entries.count {
      room = 0
      text += "- … and \(entries.count - shown) more: `dsgen review` tells all\n"
    }
    return text
  }

  /// A finding with what is known besides, and what to do about it.
  private func item(_ entry: Digest.Entry, _ report: Report) -> String {
    let finding = report.findings[entry.first]
    var text = "- **\(finding.code)** " + MarkdownReport.inline(finding.message)
    if let place = report.sources.placeText(of: finding) {
      text += " — \(MarkdownText.code(place))"
    }
    text += "\n"
    for line in finding.notes + entry.remarks(report) {
      text += "  - " + MarkdownReport.inline(line) + "\n"
    }
    if let help = finding.help { text += "  - ➜ " + MarkdownReport.inline(help) + "\n" }
    return text
  }

  private func moves(_ room: inout Int) -> String {
    if !review.tellsMoves { return "" }
    var text = "\n### Who must move first\n\n"
    for (number, move) in review.moves.enumerated() {
      let line = "\(number + 1). \(MarkdownReport.inline(move))\n"
      if line.utf8.count > room { break }
      room -= line.utf8.count
      text += line
    }
    return text
  }

  private func mended(_ room: inout Int) -> String {
    if review.mended.findings.isEmpty { return "" }
    let title = "Mended: \(review.mended.counts(of: [.error])) of the base"
    return folded(title, entries(review.mended.digest.entries, review.mended, &room))
  }

  private var remarks: String {
    if review.remarks.isEmpty { return "" }
    return "\n"
      + review.remarks.map { "> " + MarkdownText.text($0) + "\n" }.joined(separator: ">\n")
  }

  // MARK: the difference

  private func changes(_ room: Int) -> String {
    guard let difference = review.difference, difference.summary != nil else { return "" }
    // Fewer rows until it fits.
    var limit = 500
    while limit > 0 {
      let text = String(decoding: difference.markdown(limit: limit), as: UTF8.self)
      if text.utf8.count <= room { return folded("What changes: \(review.changes)", text) }
      limit /= 2
    }
    return "\n`dsgen diff` shows what changes.\n"
  }

  private func production(_ room: Int) -> String {
    guard let production = review.production, let summary = production.summary else { return "" }
    let text = folded(
      "In production: \(summary)", String(decoding: production.markdown(), as: UTF8.self))
    return text.utf8.count <= room
      ? text : "\n`dsgen diff` shows what changes in production.\n"
  }

  private func folded(_ title: String, _ text: String) -> String {
    "\n<details><summary>\(MarkdownText.text(title))</summary>\n\n\(text)\n</details>\n"
  }
}
