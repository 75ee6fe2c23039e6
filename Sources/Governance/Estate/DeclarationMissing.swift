import Diagnostics
import Model

extension Rule {
  static let declarationMissing = Rule(
    code: "declaration-missing", severity: .error, covers: ["41"],
    summary: "A zone or a team is defined, but its parent does not declare it.",
    why: """
      The declaration says which repository owns it. Without one nobody could be asked whether a change of \
      it is allowed.
      """,
    wrong: "kind: Team\nname: web\nzone: EU\n", right: "kind: Team\nname: core\nzone: EU\n")
}

extension Check {
  static let declarationMissing = Check.model(.declarationMissing) { facts, found in
    for zone in facts.model.zones {
      guard let definition = zone.definition, zone.declaration == nil,
        facts.model.ecosystem != nil
      else { continue }
      found.append(.undeclaredZone(zone.name, at: definition.span))
    }
    for team in facts.model.teams {
      guard let definition = team.definition, team.declaration == nil,
        facts.model.zone(team.zone).map({ facts.model.zones[$0].definition }) != nil
      else { continue }
      found.append(.undeclaredTeam(team.name, team.zone, at: definition.span))
    }
  }.needingWholeModel()
}

extension Diagnostic {
  fileprivate static func undeclaredZone(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .declarationMissing, "zone `\(name)` is not declared by the ecosystem", at: span,
      help: "add `\(name): owner/name@branch` below the Ecosystem's `zones:`")
  }

  fileprivate static func undeclaredTeam(
    _ name: String, _ zone: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .declarationMissing, "team `\(name)` is not declared by zone `\(zone)`", at: span,
      help: "add `\(name): owner/name@branch` below the zone's `teams:`")
  }
}
