import Diagnostics
import Model

extension Rule {
  static let columnNameShared = Rule(
    code: "column-name-shared", severity: .error, covers: ["142"],
    summary: "Two columns of a dataset would be one column of its table.",
    why: """
      `as` gives a column a physical name, and `was` keeps the first one. If another column of the dataset \
      has that name already, the table could not be made.
      """,
    wrong: renamed("id"), right: renamed("id_2"))
}

extension Check {
  static let columnNameShared = Check.dataset(.columnNameShared) { dataset, facts, found in
    let inShape = !dataset.shared.marks.isDisjoint(with: renaming)
    // What is wrong with a shape is said once.
    guard
      !dataset.own.marks.isDisjoint(with: renaming)
        || inShape && (dataset.isFirstOfShape || !dataset.own.items.isEmpty)
    else { return }
    var known: [String: (span: Span, renamed: Bool)] = [:]
    for list in [dataset.shared, dataset.own] {
      let isTold = list.node == dataset.shared.node && !dataset.isFirstOfShape
      for item in list.items {
        let renamed = !item.marks.isDisjoint(with: renaming)
        let (name, span) = physical(item, list)
        guard let first = known[Fold.lower(name)] else {
          known[Fold.lower(name)] = (span, renamed)
          continue
        }
        // Names that are equal as they are written have rules of their own.
        guard renamed || first.renamed, !isTold else { continue }
        found.append(.shared(name, at: max(span, first.span), first: min(span, first.span)))
      }
    }
  }
}

private let renaming: ColumnList.Marks = [.fixed, .former]

/// What a column is called in its table, and where that is written.
private func physical(_ item: ColumnList.Item, _ list: ColumnList) -> (String, Span) {
  let object = list.object(item)
  if item.marks.contains(.fixed), let name = object.text(ColumnField.as) {
    return (name, object.span(ColumnField.as))
  }
  if item.marks.contains(.former), let first = object.list(ColumnField.was).first,
    let name = first.symbol
  {
    return (list.tree.string(name), object.place(first))
  }
  return (list.name(item), list.span(item))
}

private func renamed(_ name: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns: { id: bigint primary key, other: { type: bigint, as: \(name) } }
    """)
}

extension Diagnostic {
  fileprivate static func shared(_ name: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .columnNameShared, "another column of the dataset is named `\(name)` in its table", at: span,
      labels: [Label(first, "this one")], help: "give one of them another name with `as:`")
  }
}
