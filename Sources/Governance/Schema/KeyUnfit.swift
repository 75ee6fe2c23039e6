import Diagnostics
import Model

extension Rule {
  static let keyUnfit = Rule(
    code: "key-unfit", severity: .error, covers: ["82", "84"],
    summary: "A column of the key is of a type that no key can have.",
    why: """
      A key tells rows apart, so its values must be equal or not, whatever wrote them. Arrays and variants \
      are written in many ways that mean the same, and a Kafka record's key has no place for them.
      """,
    wrong: keyed("variant"), right: keyed("varchar(40)"))
}

extension Check {
  static let keyUnfit = Check(
    rules: [.keyUnfit],
    dataset: { dataset, facts, found in
      guard facts.hasUnfitKeys, dataset[.key] != nil || dataset.shape?.has(ShapeField.key) == true
      else { return }
      if dataset[.key] != nil {
        check(dataset.object, DatasetField.key, dataset, facts, &found)
      } else if dataset.isFirstOfShape, let shape = dataset.shape {
        check(shape, ShapeField.key, dataset, facts, &found)
      }
    },
    columns: { list, facts, found in
      guard facts.hasUnfitKeys, list.keyCount > 0 else { return }
      for item in list.items where item.marks.contains(.key) {
        guard let type = facts.unfitKey(item.definition) else { continue }
        found.append(
          .unfit(list.name(item), type, at: list.object(item).span(ColumnField.type), column: nil))
      }
    })
}

private func check(
  _ object: Object, _ field: some FieldSet, _ dataset: DatasetView, _ facts: Facts,
  _ found: inout [Diagnostic]
) {
  for cell in object.list(field) {
    guard let name = cell.symbol, let (list, item) = dataset.column(named: name),
      !item.marks.contains(.key), let type = facts.unfitKey(item.definition)
    else { continue }
    found.append(.unfit(list.name(item), type, at: object.place(cell), column: list.span(item)))
  }
}

extension Facts {
  /// The type of a definition that cannot be a key's; those that PostgreSQL cannot hold have a rule of
  /// their own.
  fileprivate func unfitKey(_ definition: Symbol?) -> ColumnType? {
    guard let type = definition.flatMap({ model.definitions[$0]?.type }), isUnfitAsKey(type),
      Engine.postgres.problem(of: type) == nil
    else { return nil }
    return type
  }
}

func isUnfitAsKey(_ type: ColumnType) -> Bool {
  switch type {
  case .array, .variant: true
  default: false
  }
}

private func keyed(_ type: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns: { id: \(type) primary key }
    """)
}

extension Diagnostic {
  fileprivate static func unfit(
    _ column: String, _ type: ColumnType, at span: Span, column place: Span?
  ) -> Diagnostic {
    Diagnostic(
      .keyUnfit, "column `\(column)`, of type `\(type)`, cannot be part of a key", at: span,
      labels: place.map { [Label($0, "the column")] } ?? [],
      help: "use a column of a plain type: a number, a text, a date, a uuid")
  }
}
