import Diagnostics
import Model

extension Rule {
  static let securityIncomplete = Rule(
    code: "security-incomplete", severity: .error,
    summary: "A Kafka container's security does not say how clients log in.",
    why: """
      SASL has several mechanisms, and a client must know which one the brokers speak. Without SASL there \
      is none to choose.
      """,
    wrong: secured("{ protocol: sasl_ssl }"),
    right: secured("{ protocol: sasl_ssl, mechanism: plain }"))
}

extension Check {
  static let securityIncomplete = Check.model(.securityIncomplete) { facts, found in
    for team in facts.model.teams {
      for container in team.definition?.objects(TeamField.containers) ?? .none(facts.model) {
        let written =
          [container.object(ContainerField.security)]
          + container.objects(ContainerField.environments).map {
            $0.object(ContainerValuesField.security)
          }
        for security in written.compactMap(\.self) {
          check(security, &found)
        }
      }
    }
  }
}

private func check(_ security: Object, _ found: inout [Diagnostic]) {
  guard let spoken = security.word(SecurityField.protocol, SecurityProtocol.self) else { return }
  let sasl = spoken == .saslSSL || spoken == .saslPlaintext
  if sasl, !security.has(SecurityField.mechanism) {
    found.append(.noMechanism(spoken.rawValue, at: security.span(SecurityField.protocol)))
  } else if !sasl, security.has(SecurityField.mechanism) {
    found.append(.noSASL(spoken.rawValue, at: security.span(SecurityField.mechanism)))
  }
}

private func secured(_ security: String) -> String {
  Example.team(
    "containers: { bus: { type: kafka, bootstrap: \"b.acme.internal:9093\", security: \(security) } }"
  )
}

extension Diagnostic {
  fileprivate static func noMechanism(_ spoken: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .securityIncomplete, "\(spoken) needs a `mechanism`", at: span,
      help: "add `mechanism:` with "
        + SASLMechanism.allCases.map(\.rawValue).joined(separator: ", "))
  }

  fileprivate static func noSASL(_ spoken: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .securityIncomplete, "\(spoken) has no SASL, so no mechanism", at: span,
      help: "leave `mechanism` out, or use sasl_ssl")
  }
}
