import Diagnostics
import Model

extension Rule {
  static let readColumnUnknown = Rule(
    code: "read-column-unknown", severity: .error,
    summary: "A group reads a column that the dataset does not have.",
    why: "Its view could not be made.",
    wrong: Example.workspace("[{ dataset: crm.customers, columns: [id, emial] }]"),
    right: Example.workspace("[{ dataset: crm.customers, columns: [id, email] }]"))
}

extension Check {
  static let readColumnUnknown = Check.model(.readColumnUnknown) { facts, found in
    for read in facts.reads where read.object.has(ReadField.columns) {
      var seen: Set<Symbol> = []
      for id in read.datasets {
        let columns = facts.columnNames(ofDataset: id)
        for cell in read.columns {
          guard let name = cell.symbol, !columns.contains(name), seen.insert(name).inserted else {
            continue
          }
          found.append(
            .unknown(
              facts.model.tree.string(name), facts.model.path(ofDataset: id),
              columns.map(facts.model.tree.string), at: read.object.place(cell),
              place: facts.model.object(ofDataset: id).span))
        }
      }
    }
  }
}

extension Facts {
  /// The names of a dataset's columns, those of its shape first.
  func columnNames(ofDataset id: Int) -> [Symbol] {
    let shared = model.shape(ofDataset: id)?.objects(ShapeField.columns)
    let own = model.object(ofDataset: id).objects(DatasetField.columns)
    return (shared.map(Array.init) ?? []).compactMap { $0.symbol(ColumnField.name) }
      + own.compactMap { $0.symbol(ColumnField.name) }
  }
}

extension Diagnostic {
  fileprivate static func unknown(
    _ name: String, _ dataset: String, _ columns: [String], at span: Span,
    place: Span
  ) -> Diagnostic {
    Diagnostic(
      .readColumnUnknown, "dataset `\(dataset)` has no column `\(name)`", at: span,
      labels: [Label(place, "the dataset")],
      help: nearest(to: name, among: columns).map { "did you mean `\($0)`?" }
        ?? "its columns: " + columns.prefix(20).joined(separator: ", "))
  }
}
