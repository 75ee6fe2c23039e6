import Diagnostics
import Model

extension Rule {
  static let exportNotSupported = Rule(
    code: "export-not-supported", severity: .error, covers: ["94", "121"],
    summary: "A workspace wants its data in a container that nothing exports to.",
    why: """
      Readers get views in the platform's own database: `container: platform`, which is the default. \
      Copying to other containers needs an export backend, and version 1 has none.
      """,
    wrong: put("USA/sales.orders_db", team: "USA/sales"),
    right: put("platform", team: "USA/sales"))
}

extension Check {
  static let exportNotSupported = Check.model(.exportNotSupported) { facts, found in
    for workspace in facts.model.workspaces {
      guard let path = workspace.container,
        let container = facts.container(path, from: workspace.team)
      else { continue }
      found.append(
        .noBackend(
          container.type, at: workspace.object.span(WorkspaceField.container),
          container: container.object.span))
    }
  }
}

private func put(_ container: String, team: String) -> String {
  """
  kind: Workspace
  name: lint
  team: \(team)
  container: \(container)
  groups:
    g: { reads: [crm.customers] }
  ---
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]
    lint.g: [{ platform: prod_live, status: provisioned }]

  """
}

extension Diagnostic {
  fileprivate static func noBackend(
    _ type: String, at span: Span, container: Span
  ) -> Diagnostic {
    Diagnostic(
      .exportNotSupported, "nothing exports to a container of type \(type)", at: span,
      labels: [Label(container, "the container")],
      help: "write `container: platform` and read the views there")
  }
}
