import Diagnostics
import Model

extension Rule {
  static let credentialNotVisible = Rule(
    code: "credential-not-visible", severity: .error, covers: ["139"],
    summary: "A credential of another team is used.",
    why: """
      A credential lets whoever has it act in its owner's name. A team may use its own, and to open a \
      container that another team shares with it, one of that team.
      """,
    wrong: opened(by: "USA/sales.login"), right: opened(by: "own"))
}

extension Check {
  static let credentialNotVisible = Check.model(.credentialNotVisible) { facts, found in
    for use in facts.uses {
      // A team that is not there has been reported.
      guard let teams = use.teams, teams.owner != teams.user, facts.model.team(teams.user) != nil
      else { continue }
      if let container = use.container, facts.model.teams[container.team].path == teams.owner,
        facts.mayUse(container, team: teams.user)
      {
        continue
      }
      found.append(.hidden(use, teams.owner, teams.user))
    }
  }
}

private func opened(by credential: String) -> String {
  Example.team("credentials: { own: user-password }") + """
    ---
    kind: Workspace
    name: lint
    team: EU/core
    groups:
      input: { reads: [crm.customers] }
    transformer: { image: "r.acme.internal/lint:1", output: lint, credential: \(credential) }
    ---
    kind: Datastore
    name: lint
    team: EU/core
    ingestion: { type: transformer, workspace: lint }
    datasets:
    \(Example.dataset)

    """
}

extension Diagnostic {
  fileprivate static func hidden(
    _ use: CredentialUse, _ owner: String, _ user: String
  ) -> Diagnostic {
    Diagnostic(
      .credentialNotVisible, "credential `\(use.name)` belongs to team `\(owner)`, not `\(user)`",
      at: use.span, labels: [Label(use.declaration, "declared here")],
      help: "declare a credential of team `\(user)`; of another team only one may be used that "
        + "opens a container which that team shares")
  }
}
