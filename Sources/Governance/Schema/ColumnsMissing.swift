import Diagnostics
import Model

extension Rule {
  static let columnsMissing = Rule(
    code: "columns-missing", severity: .error, covers: ["49"], summary: "A dataset has no columns.",
    why: "Its tables could not be made. Columns are its own, or those of its shape, or both.",
    wrong: Example.store(
      """
        events: { classification: IP }
      """),
    right: Example.store(Example.dataset))
}

extension Check {
  static let columnsMissing = Check.dataset(.columnsMissing) { dataset, facts, found in
    // A shape that is not there has been reported; its columns cannot be judged.
    guard !dataset.hasColumns, dataset[.shape] == nil || dataset.shape != nil else { return }
    found.append(.noColumns(dataset.tree.string(dataset.name), at: dataset.span))
  }
}

extension Diagnostic {
  fileprivate static func noColumns(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .columnsMissing, "dataset `\(name)` has no columns", at: span,
      help: "declare `columns:`, or name a `shape:`")
  }
}
