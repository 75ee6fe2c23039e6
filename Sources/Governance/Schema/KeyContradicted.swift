import Diagnostics
import Model

extension Rule {
  static let keyContradicted = Rule(
    code: "key-contradicted", severity: .error, covers: ["72", "73"],
    summary: "The list of a key's columns and the marks on the columns disagree.",
    why: """
      A key is written in one of two ways: columns marked with `primary key`, or a list `key: [a, b]`. Where \
      both are there and differ, one of them is out of date, and rows would be told apart by the wrong \
      columns. The same holds for `partition`.
      """,
    wrong: keyed(by: "id"), right: keyed(by: "line, id"))
}

extension Check {
  static let keyContradicted = Check(
    rules: [.keyContradicted],
    model: { facts, found in
      var columns = ColumnList(facts)
      for store in facts.model.stores {
        for shape in store.shapes.values
        where shape.has(ShapeField.key) || shape.has(ShapeField.partition) {
          columns.read(shape.cell(ShapeField.columns), store: 0)
          compare(shape, ShapeField.key, .key, columns, &found)
          compare(shape, ShapeField.partition, .partition, columns, &found)
        }
      }
    },
    dataset: { dataset, facts, found in
      guard !dataset.own.marks.isDisjoint(with: [.key, .partition]),
        dataset[.key] != nil || dataset[.partition] != nil
      else { return }
      compare(dataset.object, DatasetField.key, .key, dataset.own, &found)
      compare(dataset.object, DatasetField.partition, .partition, dataset.own, &found)
    })
}

private func compare(
  _ object: Object, _ field: some FieldSet, _ mark: ColumnList.Marks, _ columns: ColumnList,
  _ found: inout [Diagnostic]
) {
  let listed = object.list(field)
  let marked = columns.items.filter { $0.marks.contains(mark) }
  guard !listed.isEmpty, !marked.isEmpty else { return }
  let what = field.field.name
  for item in marked where !listed.contains(where: { $0.symbol == item.name }) {
    found.append(
      .notListed(columns.name(item), what, at: columns.span(item), list: object.keySpan(field)))
  }
  for cell in listed {
    guard let name = cell.symbol, let item = columns.item(named: name),
      !item.marks.contains(mark)
    else { continue }
    found.append(
      .notMarked(columns.name(item), what, at: object.place(cell), column: columns.span(item)))
  }
}

private func keyed(by columns: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        key: [\(columns)]
        columns: { id: bigint primary key, line: integer primary key }
    """)
}

extension Diagnostic {
  fileprivate static func notListed(
    _ column: String, _ what: String, at span: Span, list: Span
  ) -> Diagnostic {
    Diagnostic(
      .keyContradicted, "column `\(column)` is marked as \(what), but `\(what):` does not name it",
      at: span, labels: [Label(list, "the list")],
      help: "keep one of the two ways: the marks, or the list")
  }

  fileprivate static func notMarked(
    _ column: String, _ what: String, at span: Span, column place: Span
  ) -> Diagnostic {
    Diagnostic(
      .keyContradicted, "`\(what):` names column `\(column)`, which is not marked as others are",
      at: span, labels: [Label(place, "the column")],
      help: "keep one of the two ways: the marks, or the list")
  }
}
