import Diagnostics
import Model

extension Rule {
  static let ingestionIncomplete = Rule(
    code: "ingestion-incomplete", severity: .error, covers: ["55", "133"],
    summary: "An ingestion lacks a field that its type cannot do without.",
    why: """
      kafka, cdc, sql-snapshot and sql-watermark need a container and a credential, sql-watermark also \
      the watermark column, transformer the workspace that fills the store. Nothing can be assumed for \
      them. A Kafka without SASL needs no credential.
      """,
    wrong: Example.store(Example.dataset, ingestion: "{ type: kafka, credential: crm_kafka }"),
    right: Example.store(Example.dataset, ingestion: Example.kafka))
}

extension Check {
  static let ingestionIncomplete = Check.model(.ingestionIncomplete) { facts, found in
    for store in facts.stores {
      guard let ingestion = store.ingestion, let type = store.type else { continue }
      for field in IngestionField.allCases
      where field.requiredFor.contains(type) && !ingestion.has(field) {
        // A Kafka without SASL has no login: clients of `plaintext` and `ssl` may stay unnamed.
        if field == .credential, type == .kafka, !facts.usesSASL(store.container) { continue }
        found.append(
          .lacks(
            field.field.name, type.rawValue,
            at: store.declared.object.keySpan(DatastoreField.ingestion)))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func lacks(_ field: String, _ type: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .ingestionIncomplete, "an ingestion of type \(type) needs `\(field)`", at: span,
      help: "add `\(field):` to `ingestion`")
  }
}
