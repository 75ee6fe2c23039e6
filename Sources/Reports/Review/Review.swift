public import Change
public import Diagnostics
internal import Emit
public import IR
internal import Model

/// What is said of a proposed change, in any form.
public struct Review {
  public enum Verdict: String, Sendable {
    case accepted
    /// Not the owner's, or breaking.
    case refused
    /// More would be deleted than the budget allows.
    case overBudget = "over-budget"
    /// The head has errors of its own.
    case faulty
    /// A model could not be read, so nothing was judged.
    case unreadable
  }

  /// What a finding is about, as the chapters of a review.
  enum Chapter: String, CaseIterable {
    case ownership, compatibility, operation, budget
    /// The head by itself.
    case model

    var title: String {
      switch self {
      case .ownership: "Who may change what"
      case .compatibility: "What readers rely on"
      case .operation: "What moves"
      case .budget: "What would be deleted"
      case .model: "The model"
      }
    }
  }

  let verdict: Verdict
  let report: Report
  /// The same for a forge, which knows no path of another commit.
  private let plain: Report
  let chapters: [Chapter: Report]
  /// Errors of the base that are mended.
  let mended: Report
  let difference: DifferenceReport?
  let production: ProductionReport?
  /// A pull request each.
  let moves: [String]
  let remarks: [String]
  let source: String
  let base: String
  let head: String

  /// - Parameters:
  ///   - findings: of the head and of the change, in order of place.
  ///   - topics: by its code, what a finding about a change is about; nil of one about a model.
  ///   - mended: errors of the base that the head has not.
  ///   - difference: nil: nothing was judged.
  ///   - production: what platforms would do otherwise; nil where that is not known.
  ///   - moves: who must move before it may land, a pull request each, in words.
  ///   - remarks: what was not judged, in words.
  ///   - source: the repository and branch that the change comes from.
  ///   - base: how the user named it, as `head`.
  ///   - sources: where the places are; of the base with its name.
  ///   - plain: the same with paths of the repository alone.
  public init(
    _ findings: [Diagnostic], topics: (String) -> String?, mended: [Diagnostic],
    difference: ModelDifference?, production: EstateDifference?, moves: [String],
    remarks: [String], source: String, base: String, head: String,
    verdict: Verdict, sources: any SourceLookup, plain: any SourceLookup, rules: [Rule],
    version: String, limits: ReportLimits
  ) {
    func report(_ findings: [Diagnostic], _ sources: any SourceLookup) -> Report {
      Report(findings, sources: sources, rules: rules, version: version, limits: limits)
    }
    self.verdict = verdict
    self.report = report(findings, sources)
    self.plain = report(findings, plain)
    chapters = Dictionary(grouping: findings) { finding in
      topics(finding.code).flatMap(Chapter.init) ?? .model
    }.mapValues { report($0, sources) }
    self.mended = report(mended, sources)
    self.difference = difference.map { DifferenceReport($0, base: sources, head: sources) }
    self.production = production.map { ProductionReport($0, sources: sources) }
    self.moves = moves
    self.remarks = remarks
    self.source = source
    self.base = base
    self.head = head
  }

  /// Hands over the whole review.
  public func write(
    _ format: ReportFormat, color: Bool = false, to emit: ([UInt8]) throws -> Void
  ) rethrows {
    switch format {
    case .text: try text(color: color, to: emit)
    case .markdown: try emit(ReviewMarkdown(self).bytes)
    case .json: try json(to: emit)
    case .concise, .sarif, .junit, .github, .gitlab: try plain.write(format, to: emit)
    }
  }

  // MARK: words

  /// `refused: 2 objections by ownership, 1 breaking change`.
  var headline: String {
    switch verdict {
    case .accepted: "nothing stands against this change"
    case .refused: "refused: " + reasons
    case .overBudget: "stopped: it would delete more than the budget allows"
    case .faulty: "the model would have \(count(.model, "error"))"
    case .unreadable: "nothing was judged, as a model cannot be read"
    }
  }

  private var reasons: String {
    let words: [(Chapter, one: String, several: String)] = [
      (.ownership, "objection by ownership", "objections by ownership"),
      (.compatibility, "breaking change", "breaking changes"),
      (.operation, "illegal move", "illegal moves"),
      (.budget, "budget exceeded", "budgets exceeded"),
      (.model, "error of the model", "errors of the model"),
    ]
    return words.compactMap { chapter, one, several in
      let number = errors(chapter)
      return number == 0 ? nil : "\(number) \(number == 1 ? one : several)"
    }.joined(separator: ", ")
  }

  private func errors(_ chapter: Chapter) -> Int {
    chapters[chapter]?.findings.count { $0.severity == .error } ?? 0
  }

  /// One break says by itself who must move first; of several it is told for all together.
  var tellsMoves: Bool { !moves.isEmpty && errors(.compatibility) > 1 }

  private func count(_ chapter: Chapter, _ noun: String) -> String {
    Report.count(errors(chapter), noun)
  }

  /// `3 changed, 1 added`.
  var changes: String { difference.map { $0.summary ?? "no difference in meaning" } ?? "" }

  // MARK: forms

  private func text(color: Bool, to emit: ([UInt8]) throws -> Void) rethrows {
    if !report.findings.isEmpty { try report.write(.text, color: color, to: emit) }
    let style = Style(color: color)
    var text = ""
    if let difference, difference.summary != nil {
      try difference.text(color: color, to: emit)
      text += "\n"
    }
    if let production, production.summary != nil {
      try production.text(color: color, to: emit)
      text = "\n"
    }
    if tellsMoves {
      text += style.paint("who must move first, a pull request each", .bold) + "\n"
      for (number, move) in moves.enumerated() { text += "  \(number + 1). \(visible(move))\n" }
      text += "\n"
    }
    for finding in mended.findings {
      text +=
        "mended: \(mended.sources.placeText(of: finding) ?? ""): \(visible(finding.message))\n"
    }
    for remark in remarks { text += "note: \(visible(remark))\n" }
    text +=
      style.paint(visible(headline), verdict == .accepted ? .green : .red)
      + "\n  from \(visible(source)), \(visible(base)) to \(visible(head))"
      + (changes.isEmpty ? "" : ": \(changes)") + "\n"
    try emit(Array(text.utf8))
  }

  private func json(to emit: ([UInt8]) throws -> Void) rethrows {
    var json = JSONWriter()
    json.object(nil, .inline) { line in
      line.field("schemaVersion", JSONReport.schemaVersion)
      line.field("review", verdict.rawValue)
      line.field("as", source)
      line.field("base", base)
      line.field("head", head)
      line.field("summary", headline)
      line.field("moves", moves)
      line.field("remarks", remarks)
    }
    json.newline()
    try emit(json.take())
    try report.write(.json, to: emit)
    try difference?.json(to: emit)
    try production?.json(to: emit)
  }
}
