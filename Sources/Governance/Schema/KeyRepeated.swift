import Diagnostics
import Model

extension Rule {
  static let keyRepeated = Rule(
    code: "key-repeated", severity: .error,
    summary: "A list of columns, such as the key, names a column twice.",
    why: "PostgreSQL refuses the constraint; mostly another column was meant.",
    wrong: Example.store(
      """
        events:
          classification: IP
          key: [id, id]
          columns: { id: bigint not null, line: integer not null }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          key: [id, line]
          columns: { id: bigint not null, line: integer not null }
      """))
}

extension Check {
  static let keyRepeated = Check.dataset(.keyRepeated) { dataset, facts, found in
    if dataset[.key] != nil { check("key", dataset.object, DatasetField.key, &found) }
    if dataset[.partition] != nil {
      check("partition", dataset.object, DatasetField.partition, &found)
    }
    guard let shape = dataset.shape,
      shape.has(ShapeField.key) || shape.has(ShapeField.partition), dataset.isFirstOfShape
    else { return }
    check("key", shape, ShapeField.key, &found)
    check("partition", shape, ShapeField.partition, &found)
  }
}

private func check(
  _ what: String, _ object: Object, _ field: some FieldSet, _ found: inout [Diagnostic]
) {
  let cells = object.list(field)
  for (index, cell) in cells.enumerated() {
    guard let name = cell.symbol, let first = cells[..<index].first(where: { $0.symbol == name })
    else { continue }
    found.append(
      .repeated(
        what, object.tree.string(name), at: object.place(cell), first: object.place(first)))
  }
}

extension Diagnostic {
  fileprivate static func repeated(
    _ what: String, _ name: String, at span: Span, first: Span
  ) -> Diagnostic {
    Diagnostic(
      .keyRepeated, "the \(what) names column `\(name)` twice", at: span,
      labels: [Label(first, "named here first")], help: "remove one of them",
      fix: Fix(removingItem: span))
  }
}
