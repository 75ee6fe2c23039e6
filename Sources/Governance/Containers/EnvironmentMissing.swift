import Diagnostics
import Model

extension Rule {
  static let environmentMissing = Rule(
    code: "environment-missing", severity: .error,
    summary: "A container has no address in the environment of a platform that captures from it.",
    why: """
      What is written below `in:` holds for that environment only. A platform of another environment, or of \
      none, takes the container's own values; if the address is not among them, its connectors could not \
      be written.
      """,
    wrong: captured(in: "dev"), right: captured(in: "prod"))
}

extension Check {
  static let environmentMissing = Check.model(.environmentMissing) { facts, found in
    for (index, store) in facts.stores.enumerated() {
      guard let container = store.container, let ingestion = store.ingestion,
        container.object.has(ContainerField.environments)
      else { continue }
      for need in needs(container.type) where !container.object.has(need.field) {
        let values = container.object.objects(ContainerField.environments)
        guard values.contains(where: { $0.has(need.value) }) else { continue }
        for platform in facts.platformsOfStore[index] {
          let platform = facts.model.platforms[platform]
          let environment = platform.environment
          let here = values.first { $0.text(ContainerValuesField.name) == environment }
          guard here?.has(need.value) != true else { continue }
          found.append(
            .missing(
              container.name, need.field.field.name, platform,
              at: ingestion.span(IngestionField.container), container: container.object.span))
        }
      }
    }
  }
}

private func captured(in environment: String) -> String {
  Example.team(
    """
    credentials: { reader: user-password }
    containers: { bus: { type: kafka, in: { prod: { bootstrap: "b.acme.internal:9092" } } } }
    """)
      + """
      ---
      kind: Datastore
      name: lint_bus
      team: EU/core
      ingestion: { type: kafka, container: bus, credential: reader }
      datasets:
      \(Example.dataset)
      ---

      """ + Example.platform(environment: environment) + """
      ---
      kind: Workspace
      name: lint
      team: EU/core
      groups: { g: { reads: [lint_bus.events] } }
      ---
      kind: Assignments
      groups:
        reporting.live: [{ platform: prod_live, status: provisioned }]
        lint.g: [{ platform: lint, status: provisioned }]

      """
}

extension Diagnostic {
  fileprivate static func missing(
    _ container: String, _ field: String, _ platform: Platform, at span: Span, container place: Span
  ) -> Diagnostic {
    let environment = platform.environment.map { "environment `\($0)`" } ?? "no environment"
    return Diagnostic(
      .environmentMissing,
      "container `\(container)` has no `\(field)` for platform `\(platform.name)`, of \(environment)",
      at: span,
      labels: [
        Label(place, "the container"),
        Label(platform.object.span(PlatformField.environment), "the platform"),
      ],
      help: "add it below `in:`, or give the container a value of its own for all the others")
  }
}
