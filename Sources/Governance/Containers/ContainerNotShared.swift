import Diagnostics
import Model

extension Rule {
  static let containerNotShared = Rule(
    code: "container-not-shared", severity: .error,
    summary: "A team uses a container that its owner does not share.",
    why: """
      Who may read from a container is its owner's to say: `shared: true` for everybody, or the teams in a \
      list.
      """,
    wrong: Example.team("containers: { bus: { type: kafka, bootstrap: \"b.acme.internal:9092\" } }")
      + borrowed,
    right: Example.team(
      "containers: { bus: { type: kafka, bootstrap: \"b.acme.internal:9092\", shared: [USA/sales] } }"
    )
      + borrowed)
}

extension Check {
  static let containerNotShared = Check.model(.containerNotShared) { facts, found in
    func check(_ container: Facts.Container?, _ team: String, at span: Span) {
      // A team that is not there has been reported.
      guard let container, facts.model.team(team) != nil, !facts.mayUse(container, team: team)
      else { return }
      found.append(
        .notShared(
          container.name, facts.model.teams[container.team].path, team, at: span,
          container: container.object.span))
    }
    for store in facts.stores {
      guard let ingestion = store.ingestion else { continue }
      check(
        store.container, store.declared.team, at: ingestion.span(IngestionField.container))
    }
    for workspace in facts.model.workspaces {
      guard let path = workspace.container else { continue }
      check(
        facts.container(path, from: workspace.team), workspace.team,
        at: workspace.object.span(WorkspaceField.container))
    }
  }
}

private let borrowed = """
  ---
  kind: Datastore
  name: lint
  team: USA/sales
  ingestion: { type: kafka, container: EU/core.bus, credential: crm_kafka }
  datasets:
  \(Example.dataset)

  """

extension Diagnostic {
  fileprivate static func notShared(
    _ name: String, _ owner: String, _ team: String, at span: Span, container: Span
  ) -> Diagnostic {
    Diagnostic(
      .containerNotShared, "team `\(owner)` does not share container `\(name)` with `\(team)`",
      at: span, labels: [Label(container, "declared here")],
      help: "ask the owner to write `shared: [\(team)]`")
  }
}
