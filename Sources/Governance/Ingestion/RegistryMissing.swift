import Diagnostics
import Model

extension Rule {
  static let registryMissing = Rule(
    code: "registry-missing", severity: .error,
    summary: "An encoding needs a schema registry, and the container has none.",
    why: """
      avro, protobuf and json-schema records hold the number of a schema that is kept in a registry; \
      without its address no sink can read them. json-with-schema needs none.
      """,
    wrong: encoded("avro"), right: encoded("json-with-schema"))
}

extension Check {
  static let registryMissing = Check.model(.registryMissing) { facts, found in
    for store in facts.stores {
      guard let ingestion = store.ingestion, let container = store.container,
        let encoding = ingestion.word(IngestionField.encoding, Encoding.self),
        encoding != .jsonWithSchema, !hasRegistry(container.object)
      else { continue }
      found.append(
        .missing(
          encoding.rawValue, container.name, container.type,
          at: ingestion.span(IngestionField.encoding), container: container.object.span))
    }
  }
}

private func hasRegistry(_ container: Object) -> Bool {
  container.has(ContainerField.registry)
    || container.objects(ContainerField.environments).contains {
      $0.has(ContainerValuesField.registry)
    }
}

private func encoded(_ encoding: String) -> String {
  Example.team(
    """
    credentials: { reader: user-password }
    containers: { bus: { type: kafka, bootstrap: "b.acme.internal:9092", security: { protocol: sasl_ssl, mechanism: plain } } }
    """)
      + """
      ---
      kind: Datastore
      name: lint
      team: EU/core
      ingestion: { type: kafka, container: bus, credential: reader, encoding: \(encoding) }
      datasets:
      \(Example.dataset)

      """
}

extension Diagnostic {
  fileprivate static func missing(
    _ encoding: String, _ container: String, _ type: String, at span: Span, container place: Span
  ) -> Diagnostic {
    Diagnostic(
      .registryMissing,
      "\(encoding) needs a schema registry, and container `\(container)` has none",
      at: span, labels: [Label(place, "the container")],
      help: type == "kafka"
        ? "give the container a `registry:`, or let the producer write json-with-schema"
        : "use `encoding: json-with-schema`")
  }
}
