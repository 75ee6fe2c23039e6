import Diagnostics
import Model

extension Rule {
  static let columnsTooMany = Rule(
    code: "columns-too-many", severity: .error,
    summary: "A dataset has more columns than a table can.",
    why: """
      PostgreSQL's tables have at most 1,600 columns, and dsgen adds up to 20 of its own (the source's \
      position and time, `dp_in`, `dp_out`).
      """,
    wrong: wide(1581), right: wide(1580))
}

extension Check {
  static let columnsTooMany = Check.dataset(.columnsTooMany) { dataset, facts, found in
    let count = dataset.own.items.count + dataset.shared.items.count
    guard count > limit else { return }
    found.append(.tooMany(dataset.tree.string(dataset.name), count, at: dataset.span))
  }
}

private let limit = 1580

private func wide(_ count: Int) -> String {
  let columns = (1..<count).map { "c\($0): integer" }.joined(separator: ", ")
  return Example.store(
    """
      events:
        classification: IP
        columns: { id: bigint primary key, \(columns) }
    """)
}

extension Diagnostic {
  fileprivate static func tooMany(_ name: String, _ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .columnsTooMany, "dataset `\(name)` has \(count) columns, a table can hold \(limit)",
      at: span, help: "split it into several datasets with the same key")
  }
}
