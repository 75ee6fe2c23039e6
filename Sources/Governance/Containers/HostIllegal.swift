import Diagnostics
import Model

extension Rule {
  static let hostIllegal = Rule(
    code: "host-illegal", severity: .error, covers: ["56"],
    summary: "A server's name is not a host.",
    why: """
      A host is a name of letters, digits, `-`, `_` and dots, an IPv4 address, or an IPv6 address in brackets. \
      Port and database have fields of their own. Anything else would fail when the first connector starts, \
      or make another URL of it.
      """,
    wrong: hosted("\"db.acme.internal:5432\""), right: hosted("db.acme.internal"))
}

extension Check {
  static let hostIllegal = Check.model(.hostIllegal) { facts, found in
    func check(_ object: Object?, _ field: some FieldSet) {
      guard let object, let text = object.text(field), !isHost(text) else { return }
      found.append(.notHost(text, at: object.span(field)))
    }
    for team in facts.model.teams {
      for container in team.definition?.objects(TeamField.containers) ?? .none(facts.model) {
        check(container, ContainerField.host)
        for values in container.objects(ContainerField.environments) {
          check(values, ContainerValuesField.host)
        }
      }
    }
    for platform in facts.model.platforms {
      guard let postgres = platform.object.object(PlatformField.postgres),
        postgres.bool(PostgresField.external)
      else { continue }
      check(postgres, PostgresField.host)
    }
  }
}

private func hosted(_ host: String) -> String {
  Example.team("containers: { shop_db: { type: postgres, host: \(host), database: shop } }")
}

extension Diagnostic {
  fileprivate static func notHost(_ text: String, at span: Span) -> Diagnostic {
    let hasPort = isHostPort(text)
    return Diagnostic(
      .hostIllegal, "`\(text)` is not a host" + (hasPort ? ": it has a port" : ""), at: span,
      help: hasPort
        ? "write the number behind the colon as `port:`"
        : "a name, an IPv4 address, or an IPv6 address in brackets")
  }
}
