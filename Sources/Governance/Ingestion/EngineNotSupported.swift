import Diagnostics
import Model

extension Rule {
  static let engineNotSupported = Rule(
    code: "engine-not-supported", severity: .error, covers: ["133"],
    summary: "dsgen does not capture from this database engine.",
    why: """
      Version 1 captures changes (cdc) and pulls tables (sql-snapshot, sql-watermark) from PostgreSQL \
      only. Every engine can publish its changes to Kafka, with Debezium for instance, and then be \
      ingested with type kafka.
      """,
    wrong: captured(from: "mysql"), right: captured(from: "postgres"))
}

extension Check {
  static let engineNotSupported = Check.model(.engineNotSupported) { facts, found in
    for store in facts.stores {
      guard let ingestion = store.ingestion, let type = store.type, let container = store.container,
        type == .cdc || type.isPulled, engines.contains(container.type)
      else { continue }
      found.append(
        .unsupported(
          type, container.type, at: ingestion.span(IngestionField.container),
          container: container.object.span))
    }
  }
}

extension IngestionType {
  /// Whether a job of the platform reads the producer's tables.
  var isPulled: Bool { self == .sqlSnapshot || self == .sqlWatermark }
}

/// Databases; containers of other types have no tables to capture.
let engines: Set = ["mysql", "oracle", "sqlserver", "db2", "snowflake", "odbc"]

private func captured(from type: String) -> String {
  Example.team(
    """
    credentials: { reader: user-password }
    containers: { shop_db: { type: \(type), host: db.acme.internal, database: shop } }
    """)
      + """
      ---
      kind: Datastore
      name: lint
      team: EU/core
      ingestion: { type: cdc, container: shop_db, credential: reader }
      datasets:
      \(Example.dataset)

      """
}

extension Diagnostic {
  fileprivate static func unsupported(
    _ type: IngestionType, _ engine: String, at span: Span, container: Span
  ) -> Diagnostic {
    Diagnostic(
      .engineNotSupported,
      "\(type.rawValue) \(type == .cdc ? "captures" : "pulls") from postgres only, not from \(engine)",
      at: span, labels: [Label(container, "a container of type \(engine)")],
      help: "let the producer publish its changes to Kafka (Debezium has a connector for most "
        + "databases), and ingest its topics with `type: kafka`")
  }
}
