internal import IR
internal import Model

/// How a Kafka client speaks to a cluster, as client properties without a prefix.
///
/// Certificates are PEM text in the Secret, which Kafka clients take inline
/// (`ssl.truststore.type=PEM`), so that no key store has to be made.
enum KafkaClientSecurity {
  static func properties(_ security: KafkaSecurityPlan) -> [(key: String, value: ConnectValue)] {
    var pairs: [(key: String, value: ConnectValue)] = [
      ("security.protocol", .text(protocolName(security.protocol)))
    ]
    if let mechanism = security.mechanism, security.protocol.usesSASL {
      pairs.append(("sasl.mechanism", .text(mechanismName(mechanism))))
      if let secret = security.userSecret {
        pairs.append(("sasl.jaas.config", login(mechanism, secret: secret, security.userKeys)))
      }
    }
    if let ca = security.caSecret, security.protocol.usesTLS {
      pairs.append(("ssl.truststore.type", "PEM"))
      pairs.append(("ssl.truststore.certificates", .secret(ca, "CA_CERT")))
    }
    if let certificate = security.certificateSecret, security.protocol.usesTLS {
      pairs.append(("ssl.keystore.type", "PEM"))
      pairs.append(("ssl.keystore.certificate.chain", .secret(certificate, "PUBLIC_CERT")))
      pairs.append(("ssl.keystore.key", .secret(certificate, "PRIVATE_KEY")))
    }
    return pairs
  }

  private static func login(
    _ mechanism: SASLMechanism, secret: String, _ keys: LoginKeys
  ) -> ConnectValue {
    .text("\(loginModule(mechanism)) required username=\"") + .secret(secret, keys.user)
      + "\" password=\"" + .secret(secret, keys.password) + "\";"
  }

  private static func loginModule(_ mechanism: SASLMechanism) -> String {
    switch mechanism {
    case .plain: "org.apache.kafka.common.security.plain.PlainLoginModule"
    case .scramSHA256, .scramSHA512: "org.apache.kafka.common.security.scram.ScramLoginModule"
    }
  }

  private static func mechanismName(_ mechanism: SASLMechanism) -> String {
    switch mechanism {
    case .plain: "PLAIN"
    case .scramSHA256: "SCRAM-SHA-256"
    case .scramSHA512: "SCRAM-SHA-512"
    }
  }

  private static func protocolName(_ security: SecurityProtocol) -> String {
    switch security {
    case .plaintext: "PLAINTEXT"
    case .ssl: "SSL"
    case .saslPlaintext: "SASL_PLAINTEXT"
    case .saslSSL: "SASL_SSL"
    }
  }
}

extension SecurityProtocol {
  fileprivate var usesSASL: Bool { self == .saslPlaintext || self == .saslSSL }
  fileprivate var usesTLS: Bool { self == .ssl || self == .saslSSL }
}
