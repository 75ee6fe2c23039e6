import Diagnostics
import Model

extension Rule {
  static let externalLoginMissing = Rule(
    code: "external-login-missing", severity: .error,
    summary: "A platform's external Kafka wants a login, and its container names none.",
    why: """
      Kafka Connect keeps its own topics on the platform's cluster and signs in to it for itself, \
      whatever login each store has. With SASL and no `security.credential` its workers never start.
      """,
    wrong: external("{ protocol: sasl_ssl, mechanism: plain }"),
    right: external("{ protocol: sasl_ssl, mechanism: plain, credential: worker }"))
}

extension Check {
  static let externalLoginMissing = Check.model(.externalLoginMissing) { facts, found in
    for platform in facts.model.platforms {
      guard let kafka = platform.object.object(PlatformField.kafka),
        kafka.bool(KafkaField.external), let path = kafka.text(KafkaField.container),
        let container = facts.containers[path],
        let security = spokenSecurity(of: container.object, on: platform),
        let spoken = security.word(SecurityField.protocol, SecurityProtocol.self),
        spoken == .saslSSL || spoken == .saslPlaintext, !security.has(SecurityField.credential)
      else { continue }
      found.append(
        .noLogin(path, at: kafka.span(KafkaField.container), security: security.span))
    }
  }
}

private func spokenSecurity(of container: Object, on platform: Platform) -> Object? {
  let values = container.objects(ContainerField.environments).first {
    platform.environment != nil && $0.text(ContainerValuesField.name) == platform.environment
  }
  return values?.object(ContainerValuesField.security) ?? container.object(ContainerField.security)
}

private func external(_ security: String) -> String {
  Example.team(
    """
    credentials: { worker: user-password }
    containers:
      bus: { type: kafka, bootstrap: "b.acme.internal:9093", shared: true, security: \(security) }
    """) + "---\n"
    + Example.platform(
      kafka: "{ connect: kafka-connect, credential: connect, external: true, "
        + "container: EU/core.bus }")
}

extension Diagnostic {
  fileprivate static func noLogin(_ container: String, at span: Span, security: Span) -> Diagnostic
  {
    Diagnostic(
      .externalLoginMissing, "Kafka Connect has no login for `\(container)`", at: span,
      labels: [Label(security, "this has no `credential`")],
      help: "add `credential:` to the container's `security`, with a user that may write there")
  }
}
