import Diagnostics
import Model

extension Rule {
  static let datasetsMissing = Rule(
    code: "datasets-missing", severity: .error, covers: ["51"],
    summary: "A datastore has no datasets.",
    why: "There is nothing to capture. Mostly a `Datasets` document names another store.",
    wrong: Example.store("  {}"), right: Example.store(Example.dataset))
}

extension Check {
  static let datasetsMissing = Check.model(.datasetsMissing) { facts, found in
    for store in facts.model.stores where store.datasets.isEmpty {
      found.append(.noDatasets(store.name, at: store.object.span))
    }
  }.needingWholeModel()
}

extension Diagnostic {
  fileprivate static func noDatasets(_ store: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .datasetsMissing, "datastore `\(store)` has no datasets", at: span,
      help: "declare them below `datasets:`, or in documents `kind: Datasets` with "
        + "`datastore: \(store)`")
  }
}
