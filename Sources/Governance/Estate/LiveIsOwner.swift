import Diagnostics
import Model

extension Rule {
  static let liveIsOwner = Rule(
    code: "live-is-owner", severity: .error, covers: ["16"],
    summary: "The live branch is the one on which the ecosystem's owner works.",
    why: """
      Platforms run what is on the live branch. If its owner's own branch is that one, changes would be in \
      production without a merge that could be judged.
      """,
    wrong: ecosystem(live: "acme/data-model@ecosystem"),
    right: ecosystem(live: "acme/data-model@main"))
}

extension Check {
  static let liveIsOwner = Check.model(.liveIsOwner) { facts, found in
    guard let ecosystem = facts.model.ecosystem,
      let live = ecosystem.text(EcosystemField.live).flatMap(Repository.init),
      let owner = ecosystem.text(EcosystemField.repository).flatMap(Repository.init),
      Repository.Spelling(live) == Repository.Spelling(owner)
    else { return }
    found.append(
      .same(
        at: ecosystem.span(EcosystemField.live),
        repository: ecosystem.span(EcosystemField.repository)))
  }
}

private func ecosystem(live: String) -> String {
  """
  kind: Ecosystem
  name: Northwind
  repository: acme/data-model@ecosystem
  live: \(live)
  zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }

  """
}

extension Diagnostic {
  fileprivate static func same(at span: Span, repository: Span) -> Diagnostic {
    Diagnostic(
      .liveIsOwner, "`live` is the same branch as `repository`", at: span,
      labels: [Label(repository, "the owner's")],
      help: "let the owner work on another branch, and merge into the live one")
  }
}
