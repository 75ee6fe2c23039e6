import Diagnostics
import Model

extension Rule {
  static let partitionNullable = Rule(
    code: "partition-nullable", severity: .error, covers: ["75"],
    summary: "A partition column may be null.",
    why: "A row with a null there would belong to no partition.",
    wrong: Example.store(
      """
        events:
          classification: IP
          partition: [day]
          columns: { id: bigint primary key, day: date }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          partition: [day]
          columns: { id: bigint primary key, day: date not null }
      """))
}

extension Check {
  static let partitionNullable = Check(
    rules: [.partitionNullable],
    dataset: { dataset, facts, found in
      if dataset[.partition] != nil {
        check(dataset.object, DatasetField.partition, dataset, &found)
      }
      guard let shape = dataset.shape, shape.has(ShapeField.partition), dataset.isFirstOfShape
      else { return }
      check(shape, ShapeField.partition, dataset, &found)
    },
    columns: { list, facts, found in
      guard list.marks.contains(.partition) else { return }
      for item in list.items
      where item.marks.contains(.partition)
        && (item.marks.contains(.saidNullable) || !item.marks.contains(.notNull))
      {
        let object = list.object(item)
        found.append(
          .nullable(
            list.name(item),
            at: object.span(
              item.marks.contains(.saidNullable) ? ColumnField.nullable : ColumnField.partition),
            fix: list.notNull(item)))
      }
    })
}

private func check(
  _ object: Object, _ field: some FieldSet, _ dataset: DatasetView, _ found: inout [Diagnostic]
) {
  for cell in object.list(field) {
    guard let name = cell.symbol, let (list, column) = dataset.column(named: name),
      !column.marks.contains(.notNull)
    else { continue }
    found.append(
      .nullable(list.name(column), at: object.place(cell), fix: list.notNull(column)))
  }
}

extension Diagnostic {
  fileprivate static func nullable(
    _ name: String, at span: Span, fix: Fix? = nil
  ) -> Diagnostic {
    Diagnostic(
      .partitionNullable, "column `\(name)` is part of the partition and may be null", at: span,
      help: "declare the column `not null`, or leave it out of the partition", fix: fix)
  }
}
