import Diagnostics
import Model

extension Rule {
  static let slotsExceeded = Rule(
    code: "slots-exceeded", severity: .error,
    summary: "More Debezium sources than the database has replication slots for.",
    why: """
      Each source holds a replication slot. When the database has none left, the connector that comes \
      last fails, and which one that is changes with every restart. All stores that are captured from a \
      container count together.
      """,
    wrong: captured(sources: 21), right: captured(sources: 20))
}

extension Check {
  static let slotsExceeded = Check.model(.slotsExceeded) { facts, found in
    var sums: [Span: Int] = [:]
    for store in facts.stores where store.type == .cdc {
      guard let container = store.container, let ingestion = store.ingestion,
        let slots = container.object.int(ContainerField.slots)
      else { continue }
      let sources = ingestion.int(IngestionField.sources) ?? 1
      let before = sums[container.object.span, default: 0]
      sums[container.object.span] = before + sources
      guard before + sources > slots else { continue }
      let place =
        ingestion.has(IngestionField.sources) ? IngestionField.sources : IngestionField.container
      found.append(
        .exceeded(
          sources, before, slots, container.name, at: ingestion.span(place),
          slots: container.object.span(ContainerField.slots)))
    }
  }
}

private func captured(sources: Int) -> String {
  Example.store(
    Example.dataset,
    ingestion: "{ type: cdc, container: orders_db, credential: login, sources: \(sources) }")
}

extension Diagnostic {
  fileprivate static func exceeded(
    _ sources: Int, _ before: Int, _ slots: Int, _ container: String, at span: Span,
    slots place: Span
  ) -> Diagnostic {
    let others = before == 0 ? "" : ", other stores hold \(before)"
    return Diagnostic(
      .slotsExceeded,
      "the store needs \(sources) replication slot\(sources == 1 ? "" : "s")\(others), and "
        + "container `\(container)` gives \(slots)", at: span,
      labels: [Label(place, "declared here")],
      help: "declare fewer sources, or more slots once the database has them")
  }
}
