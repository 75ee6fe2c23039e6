import Diagnostics
import Model

extension Rule {
  static let keyNullable = Rule(
    code: "key-nullable", severity: .error, covers: ["71"],
    summary: "A column of the key may be null.",
    why: "Null is equal to nothing, so a row with a null in its key would never be found again.",
    wrong: Example.store(
      """
        events:
          classification: IP
          key: [id]
          columns: { id: bigint }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          key: [id]
          columns: { id: bigint not null }
      """))
}

extension Check {
  static let keyNullable = Check(
    rules: [.keyNullable],
    dataset: { dataset, facts, found in
      if let cell = dataset[.key] {
        check(cell, dataset.object, DatasetField.key, dataset, &found)
      }
      guard dataset.shape != nil, let shape = dataset.shape, dataset[.key] == nil,
        shape.has(ShapeField.key), dataset.isFirstOfShape
      else { return }
      check(shape.cell(ShapeField.key), shape, ShapeField.key, dataset, &found)
    },
    columns: { list, facts, found in
      guard list.marks.isSuperset(of: [.key, .saidNullable]) else { return }
      for item in list.items where item.marks.isSuperset(of: [.key, .saidNullable]) {
        found.append(
          .nullable(list.name(item), at: list.object(item).span(ColumnField.nullable), column: nil))
      }
    })
}

private func check(
  _ cell: Cell?, _ object: Object, _ field: some FieldSet, _ dataset: DatasetView,
  _ found: inout [Diagnostic]
) {
  guard cell != nil else { return }
  for item in object.list(field) {
    guard let name = item.symbol, let (list, column) = dataset.column(named: name),
      !column.marks.contains(.notNull)
    else { continue }
    found.append(
      .nullable(
        list.name(column), at: object.place(item), column: list.span(column),
        fix: list.notNull(column)))
  }
}

extension Diagnostic {
  fileprivate static func nullable(
    _ name: String, at span: Span, column: Span?, fix: Fix? = nil
  ) -> Diagnostic {
    Diagnostic(
      .keyNullable, "column `\(name)` is part of the key and may be null", at: span,
      labels: column.map { [Label($0, "the column, nullable unless it says otherwise")] } ?? [],
      help: "declare the column `not null`, or leave it out of the key", fix: fix)
  }
}
