import Diagnostics
import Model

extension Rule {
  static let deletesInvisible = Rule(
    code: "deletes-invisible", severity: .note,
    summary: "Rows that the producer deletes stay in the merge tables.",
    why: """
      Messages of format upsert have no word for a delete, and a query by watermark never sees a row that \
      is gone. Readers must know, or the producer must mark deleted rows in a column.
      """,
    wrong: formatted("upsert"), right: formatted("debezium"))
}

extension Check {
  static let deletesInvisible = Check.model(.deletesInvisible) { facts, found in
    for store in facts.stores {
      guard let ingestion = store.ingestion else { continue }
      if store.type == .kafka,
        ingestion.word(IngestionField.format, MessageFormat.self) == .upsert
      {
        found.append(
          .unseen("messages of format upsert", at: ingestion.span(IngestionField.format)))
      } else if store.type == .sqlWatermark {
        found.append(.unseen("a pull by watermark", at: ingestion.span(IngestionField.type)))
      }
    }
  }
}

private func formatted(_ format: String) -> String {
  Example.store(
    Example.dataset,
    ingestion: #"{ type: kafka, container: crm_events, credential: crm_kafka, "#
      + #"topic: "lint.{dataset}", format: \#(format) }"#)
}

extension Diagnostic {
  fileprivate static func unseen(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .deletesInvisible, "deletes are invisible to \(what): the rows stay", at: span,
      help: "let the producer mark deleted rows in a column, or publish Debezium's changes")
  }
}
