import Diagnostics
import Model

extension Rule {
  static let definitionMissing = Rule(
    code: "definition-missing", severity: .warning, covers: ["41"],
    summary: "A zone or a team is declared, but no document defines it.",
    why: """
      The parent declares who owns a zone or a team, its own document says what it is. The declaration comes \
      first, in a change of its parent; until its owner adds the document, nothing can be in it.
      """,
    wrong: zone("core: acme/core-model@main, web: acme/web-model@main"),
    right: zone("core: acme/core-model@main"))
}

extension Check {
  static let definitionMissing = Check.model(.definitionMissing) { facts, found in
    for zone in facts.model.zones {
      guard let declaration = zone.declaration, zone.definition == nil else { continue }
      found.append(.undefined("zone", "Zone", zone.name, at: declaration.span))
    }
    for team in facts.model.teams {
      guard let declaration = team.declaration, team.definition == nil else { continue }
      found.append(.undefined("team", "Team", team.name, at: declaration.span))
    }
  }.needingWholeModel()
}

private func zone(_ teams: String) -> String {
  """
  kind: Zone
  name: EU
  teams: { \(teams) }

  """
}

extension Diagnostic {
  fileprivate static func undefined(
    _ kind: String, _ document: String, _ name: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .definitionMissing, "\(kind) `\(name)` is declared, but no document defines it", at: span,
      help: "add a document `kind: \(document)` with `name: \(name)`, or remove the declaration")
  }
}
