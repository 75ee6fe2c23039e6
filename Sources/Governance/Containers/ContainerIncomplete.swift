import Diagnostics
import Model

extension Rule {
  static let containerIncomplete = Rule(
    code: "container-incomplete", severity: .error, covers: ["56", "66"],
    summary: "A container that is captured from lacks its address.",
    why: """
      A kafka container needs `bootstrap`, a postgres one `host` and `database`: in itself, or for each \
      environment below `in:`.
      """,
    wrong: addressed("database: shop"), right: addressed("host: db.acme.internal, database: shop"))
}

extension Check {
  static let containerIncomplete = Check.model(.containerIncomplete) { facts, found in
    var seen: Set<Span> = []
    for store in facts.stores {
      guard let container = store.container, seen.insert(container.object.span).inserted else {
        continue
      }
      for need in needs(container.type)
      where !container.object.has(need.field)
        && !container.object.objects(ContainerField.environments).contains(where: {
          $0.has(need.value)
        })
      {
        found.append(
          .lacks(
            need.field.field.name, container, at: container.object.span,
            use: store.ingestion?.span(IngestionField.container)))
      }
    }
  }
}

/// The fields that are an address, of a container and of its values for an environment.
func needs(_ type: String) -> [(field: ContainerField, value: ContainerValuesField)] {
  switch type {
  case "kafka": [(.bootstrap, .bootstrap)]
  case "postgres": [(.host, .host), (.database, .database)]
  default: []
  }
}

private func addressed(_ fields: String) -> String {
  Example.team(
    """
    credentials: { reader: user-password }
    containers: { shop_db: { type: postgres, \(fields) } }
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
  fileprivate static func lacks(
    _ field: String, _ container: Facts.Container, at span: Span, use: Span?
  ) -> Diagnostic {
    Diagnostic(
      .containerIncomplete,
      "a container of type \(container.type) needs `\(field)` to be captured from", at: span,
      labels: use.map { [Label($0, "captured here")] } ?? [],
      help: "add `\(field):`, or give it for each environment below `in:`")
  }
}
