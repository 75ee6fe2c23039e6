import Diagnostics
import Model

extension Rule {
  static let externalClusterUnnamed = Rule(
    code: "external-cluster-unnamed", severity: .error,
    summary: "A platform's external Kafka does not say which container it is.",
    why: """
      With `external: true` the platform reads a cluster that exists already. Its brokers and how to speak \
      to them are a container's, so the container must be named.
      """,
    wrong: Example.platform(
      kafka: "{ connect: kafka-connect, credential: connect, external: true }"),
    right: Example.platform(
      kafka: "{ connect: kafka-connect, credential: connect, external: true, "
        + "container: USA/sales.crm_events }"))
}

extension Check {
  static let externalClusterUnnamed = Check.model(.externalClusterUnnamed) { facts, found in
    for platform in facts.model.platforms {
      guard let kafka = platform.object.object(PlatformField.kafka) else { continue }
      let external = kafka.bool(KafkaField.external)
      if external, !kafka.has(KafkaField.container) {
        found.append(.unnamed(at: kafka.span(KafkaField.external)))
      } else if !external, kafka.has(KafkaField.container) {
        found.append(.notExternal(at: kafka.span(KafkaField.container)))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func unnamed(at span: Span) -> Diagnostic {
    Diagnostic(
      .externalClusterUnnamed, "an external Kafka needs its `container`", at: span,
      help: "add `container: zone/team.name`")
  }

  fileprivate static func notExternal(at span: Span) -> Diagnostic {
    Diagnostic(
      .externalClusterUnnamed, "only an external Kafka is a container's", at: span,
      help: "add `external: true`, or leave `container` out: the platform then runs its own Kafka")
  }
}
