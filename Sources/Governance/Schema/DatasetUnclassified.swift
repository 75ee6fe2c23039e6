import Diagnostics
import Model

extension Rule {
  static let datasetUnclassified = Rule(
    code: "dataset-unclassified", severity: .warning, covers: ["43", "44"],
    summary: "Nobody has said what a dataset's data is.",
    why: """
      Policies of zones and workspaces judge data by its classification; data without one passes all of \
      them. For a datastore in production it is an error.
      """,
    wrong: Example.store(
      """
        events:
          columns: { id: bigint primary key }
      """),
    right: Example.store(
      """
        events:
          columns: { id: { type: bigint, key: true, classification: [IP] } }
      """))
}

extension Check {
  static let datasetUnclassified = Check.dataset(.datasetUnclassified) { dataset, facts, found in
    guard dataset[.classification] == nil,
      !dataset.own.marks.contains(.classified), !dataset.shared.marks.contains(.classified),
      dataset.hasColumns, dataset.shape?.has(ShapeField.classification) != true
    else { return }
    found.append(
      .unclassified(
        dataset.tree.string(dataset.name), facts.stores[dataset.store].production,
        at: dataset.span))
  }.beingWorseAtTimes()
}

extension Diagnostic {
  fileprivate static func unclassified(
    _ name: String, _ production: Bool, at span: Span
  ) -> Diagnostic {
    var finding = Diagnostic(
      .datasetUnclassified,
      "dataset `\(name)`\(production ? ", in production," : "") has no classification", at: span,
      help: "say what its data is: `classification:` with PUB, IP, PC1, PC2, PC3, CPI, MNPI, CSI "
        + "or PII")
    if production { finding.severity = .error }
    return finding
  }
}
