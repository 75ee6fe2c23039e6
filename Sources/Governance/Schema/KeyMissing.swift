import Diagnostics
import Model

extension Rule {
  static let keyMissing = Rule(
    code: "key-missing", severity: .error, covers: ["69"], summary: "A dataset has no key.",
    why: """
      Merging means to find the row that a change is about. Without a key each change could only be \
      added, and the table would never show the producer's state.
      """,
    wrong: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint not null, total: integer }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          key: [id]
          columns: { id: bigint not null, total: integer }
      """))
}

extension Check {
  static let keyMissing = Check.dataset(.keyMissing) { dataset, facts, found in
    guard dataset.own.keyCount + dataset.shared.keyCount == 0, dataset.hasColumns,
      dataset[.key]?.isEmpty(dataset.tree) != false,
      dataset.shape?.cell(ShapeField.key)?.isEmpty(dataset.tree) != false
    else { return }
    found.append(.noKey(dataset.tree.string(dataset.name), at: dataset.span))
  }
}

extension Cell {
  /// Whether it is a list of nothing.
  func isEmpty(_ tree: Tree) -> Bool { node.map { tree.nodes[$0].count == 0 } ?? false }
}

extension Diagnostic {
  fileprivate static func noKey(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .keyMissing, "dataset `\(name)` has no key", at: span,
      help: "mark a column with `primary key`, or name the columns in `key: [a, b]`")
  }
}
