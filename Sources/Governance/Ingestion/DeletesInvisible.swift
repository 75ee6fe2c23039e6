import Diagnostics
import Model

extension Rule {
  static let deletesInvisible = Rule(
    code: "deletes-invisible", severity: .note,
    summary: "Rows that the producer deletes stay in the merge tables.",
    why: """
      Messages of format upsert have no word for a delete, and a query by watermark never sees a row that \
      is gone; a transformer of mode upsert cannot take a row back. Readers must know, or the producer must mark deleted rows in a column.
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
      } else if let transformer = facts.upserting(store) {
        found.append(
          .unmade(store.declared.name, at: transformer.span(TransformerField.mode)))
      } else if store.type == .sqlWatermark {
        found.append(.unseen("a pull by watermark", at: ingestion.span(IngestionField.type)))
      }
    }
  }
}

extension Facts {
  /// The transformer that fills a store with rows to insert or update.
  fileprivate func upserting(_ store: Store) -> Object? {
    guard store.type == .transformer,
      let maker = store.ingestion?.text(IngestionField.workspace).flatMap(model.workspace),
      let transformer = model.workspaces[maker].transformer,
      transformer.word(TransformerField.mode, TransformerMode.self) == .upsert
    else { return nil }
    return transformer
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

  fileprivate static func unmade(_ store: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .deletesInvisible, "rows that the transformer no longer makes stay in `\(store)`", at: span,
      help: "write `mode: changes` and say which rows are deleted, or `mode: snapshot`")
  }
}
