import Diagnostics
import Model

extension Rule {
  static let notSourceConsistent = Rule(
    code: "not-source-consistent", severity: .warning, covers: ["132"],
    summary: "A whole store is merged from topics that do not say where transactions end.",
    why: """
      With `consistency: store` all datasets are merged in one transaction. For cdc the source says which \
      changes belong together, and a batch takes only whole transactions. Topics of a producer do not \
      say it: the batch is atomic but not source-consistent, so an order may be there a batch before its \
      lines.
      """,
    wrong: consistent("store"), right: consistent("dataset"))
}

extension Check {
  static let notSourceConsistent = Check.model(.notSourceConsistent) { facts, found in
    for store in facts.stores where store.type == .kafka {
      guard let ingestion = store.ingestion,
        ingestion.word(IngestionField.consistency, Consistency.self) == .store
      else { continue }
      found.append(.inconsistent(at: ingestion.span(IngestionField.consistency)))
    }
    for store in facts.stores where store.type == .cdc {
      guard let ingestion = store.ingestion,
        ingestion.word(IngestionField.consistency, Consistency.self) == .store,
        let sources = ingestion.int(IngestionField.sources), sources > 1
      else { continue }
      found.append(
        .severalSources(
          sources, at: ingestion.span(IngestionField.sources),
          consistency: ingestion.span(IngestionField.consistency)))
    }
  }
}

private func consistent(_ grain: String) -> String {
  Example.store(
    Example.dataset,
    ingestion: #"{ type: kafka, container: crm_events, credential: crm_kafka, "#
      + #"topic: "lint.{dataset}", consistency: \#(grain) }"#)
}

extension Diagnostic {
  /// Each source tells the end of a transaction as soon as it has read its own tables' part.
  fileprivate static func severalSources(
    _ sources: Int, at span: Span, consistency: Span
  ) -> Diagnostic {
    Diagnostic(
      .notSourceConsistent,
      "\(sources) sources each tell only their own part of a transaction: the batch is atomic but "
        + "not source-consistent", at: span,
      labels: [Label(consistency, "merged in one transaction")],
      help: "capture a store that is merged as a whole with one source: `sources: 1`")
  }

  fileprivate static func inconsistent(at span: Span) -> Diagnostic {
    Diagnostic(
      .notSourceConsistent, "the batch is atomic but not source-consistent", at: span,
      help: "capture the source with `type: cdc`, or merge each dataset by itself with "
        + "`consistency: dataset`")
  }
}
