import Diagnostics
import Model

extension Rule {
  static let shapeAltered = Rule(
    code: "shape-altered", severity: .error,
    summary: "A dataset gives a key, partition or classification that its shape gives.",
    why: "A dataset adds to its shape, it never alters it: else two datasets of one shape differ.",
    wrong: shaped("key: [at]"), right: shaped("description: Of one day"))
}

extension Check {
  static let shapeAltered = Check.dataset(.shapeAltered) { dataset, facts, found in
    guard let shape = dataset.shape else { return }
    guard
      dataset[.key] != nil || dataset[.partition] != nil || dataset[.classification] != nil
        || !dataset.own.marks.isDisjoint(with: [.key, .partition])
    else { return }
    let name = shape.text(ShapeField.name) ?? ""
    func compare(
      _ what: String, _ field: DatasetField, _ shapes: ShapeField, _ mark: ColumnList.Marks?
    ) {
      guard shape.has(shapes) || mark.map(dataset.shared.marks.contains) == true else { return }
      if dataset[field] != nil {
        found.append(.altered(what, name, at: dataset.object.keySpan(field), shape: shape.span))
      } else if let mark {
        for item in dataset.own.items where item.marks.contains(mark) {
          found.append(.altered(what, name, at: dataset.own.span(item), shape: shape.span))
        }
      }
    }
    compare("key", .key, .key, .key)
    compare("partition", .partition, .partition, .partition)
    compare("classification", .classification, .classification, nil)
  }
}

private func shaped(_ field: String) -> String {
  Example.store(
    """
      events: { shape: daily, \(field) }
    """,
    head: "shapes: { daily: { classification: IP, columns: { id: bigint primary key, "
      + "at: timestamp not null } } }")
}

extension Diagnostic {
  fileprivate static func altered(
    _ what: String, _ shape: String, at span: Span, shape place: Span
  ) -> Diagnostic {
    Diagnostic(
      .shapeAltered, "shape `\(shape)` gives the \(what) already", at: span,
      labels: [Label(place, "the shape")],
      help: "leave it out here, or write this dataset without the shape")
  }
}
