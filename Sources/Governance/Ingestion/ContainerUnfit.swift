import Diagnostics
import Model

extension Rule {
  static let containerUnfit = Rule(
    code: "container-unfit", severity: .error, covers: ["133"],
    summary: "A container is of a type that its use cannot work with.",
    why: """
      An ingestion of type kafka reads topics, so its container is a kafka one; cdc and sql-* read \
      tables, so theirs is a postgres one; the container of an external Kafka cluster is a kafka one.
      """,
    wrong: Example.store(
      Example.dataset,
      ingestion: "{ type: kafka, container: orders_db, credential: login }"),
    right: Example.store(
      Example.dataset,
      ingestion: "{ type: kafka, container: crm_events, credential: crm_kafka }"))
}

extension Check {
  static let containerUnfit = Check.model(.containerUnfit) { facts, found in
    for store in facts.stores {
      guard let ingestion = store.ingestion, let type = store.type, let container = store.container
      else { continue }
      let wanted = type == .kafka ? "kafka" : "postgres"
      guard container.type != wanted, type == .kafka || !engines.contains(container.type) else {
        continue
      }
      found.append(
        .unfit(
          "an ingestion of type \(type.rawValue)", wanted, container.type,
          at: ingestion.span(IngestionField.container), container: container.object.span))
    }
    for platform in facts.model.platforms {
      guard let kafka = platform.object.object(PlatformField.kafka),
        let path = kafka.text(KafkaField.container),
        let container = facts.container(path, from: nil), container.type != "kafka"
      else { continue }
      found.append(
        .unfit(
          "a platform's Kafka", "kafka", container.type, at: kafka.span(KafkaField.container),
          container: container.object.span))
    }
  }
}

extension Diagnostic {
  fileprivate static func unfit(
    _ use: String, _ wanted: String, _ type: String, at span: Span, container: Span
  ) -> Diagnostic {
    Diagnostic(
      .containerUnfit, "\(use) reads from a \(wanted) container, not from one of type \(type)",
      at: span, labels: [Label(container, "of type \(type)")],
      help: "name another container, or use the ingestion type that fits it")
  }
}
