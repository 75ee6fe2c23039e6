import Diagnostics
import Model

extension Rule {
  static let columnRedefined = Rule(
    code: "column-redefined", severity: .error,
    summary: "A dataset declares a column that its shape has.",
    why: "A dataset adds to its shape, it never alters it: else two datasets of one shape differ.",
    wrong: shaped("at: date"), right: shaped("day: date"))
}

extension Check {
  static let columnRedefined = Check.dataset(.columnRedefined) { dataset, facts, found in
    guard !dataset.own.items.isEmpty, !dataset.shared.items.isEmpty else { return }
    for item in dataset.own.items {
      guard let first = dataset.shared.item(named: item.name) else { continue }
      found.append(
        .redefined(
          dataset.own.name(item), dataset.shape?.text(ShapeField.name) ?? "",
          at: dataset.own.span(item), first: dataset.shared.span(first)))
    }
  }
}

private func shaped(_ column: String) -> String {
  Example.store(
    """
      events: { shape: daily, columns: { \(column) } }
    """,
    head:
      "shapes: { daily: { classification: IP, columns: { id: bigint primary key, at: timestamp } } }"
  )
}

extension Diagnostic {
  fileprivate static func redefined(
    _ column: String, _ shape: String, at span: Span, first: Span
  ) -> Diagnostic {
    Diagnostic(
      .columnRedefined, "shape `\(shape)` has column `\(column)` already", at: span,
      labels: [Label(first, "the shape's column")],
      help: "rename the column, or write this dataset without the shape")
  }
}
