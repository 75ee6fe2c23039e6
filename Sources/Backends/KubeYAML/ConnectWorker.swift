internal import IR
internal import Model

/// The settings of a Kafka Connect worker.
struct ConnectWorker {
  let platform: PlatformPlan

  init(_ platform: PlatformPlan) { self.platform = platform }

  var properties: [(key: String, value: String)] {
    let name = platform.kafka.connect
    let converter = "org.apache.kafka.connect.json.JsonConverter"
    let providers = "org.apache.kafka.common.config.provider"
    let own: [(key: String, value: String)] = [
      ("bootstrap.servers", platform.kafka.bootstrap.joined(separator: ",")),
      ("group.id", "\(platform.slug)-\(name)"),
      ("key.converter", converter),
      ("value.converter", converter),
      ("config.storage.topic", topic("configs")),
      ("offset.storage.topic", topic("offsets")),
      ("status.storage.topic", topic("status")),
      // -1: as many copies as the cluster's default says.
      ("config.storage.replication.factor", "-1"),
      ("offset.storage.replication.factor", "-1"),
      ("status.storage.replication.factor", "-1"),
      ("listeners", "http://:8083"),
      (
        "rest.extension.classes",
        "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension"
      ),
      ("config.providers", "env,dir"),
      ("config.providers.env.class", "\(providers).EnvVarConfigProvider"),
      ("config.providers.env.param.allowlist.pattern", "^DSGEN_VALUE_.*"),
      ("config.providers.dir.class", "\(providers).DirectoryConfigProvider"),
      ("config.providers.dir.param.allowed.paths", "/mnt/secrets"),
      ("plugin.path", ConnectManifest.plugins),
      ("topic.creation.enable", "true"),
      ("connector.client.config.override.policy", "All"),
      // A replaced worker is back within a minute; the default leaves its tasks idle for five.
      ("scheduled.rebalance.max.delay.ms", "60000"),
    ]
    let security = clientSecurity
    return own
      + ["", "admin.", "producer.", "consumer."].flatMap { prefix in
        security.map { (prefix + $0.key, $0.value) }
      }
  }

  /// Two platforms may share an external cluster, so the topics carry the platform's name.
  private func topic(_ use: String) -> String {
    "\(platform.slug)-\(platform.kafka.connect)-\(use)"
  }

  /// How to speak to an external cluster; values come from mounted Secrets.
  private var clientSecurity: [(key: String, value: String)] {
    let security = platform.kafka.security
    var lines: [(key: String, value: String)] = []
    if security.protocol != .plaintext {
      lines.append(("security.protocol", security.protocol.rawValue.uppercased()))
    }
    if let mechanism = security.mechanism {
      lines.append(("sasl.mechanism", mechanism.rawValue.uppercased()))
      if let secret = security.userSecret {
        let module =
          mechanism == .plain ? "plain.PlainLoginModule" : "scram.ScramLoginModule"
        lines.append(
          (
            "sasl.jaas.config",
            "org.apache.kafka.common.security.\(module) required "
              + "username=\"\(reference(secret, security.userKeys.user))\" "
              + "password=\"\(reference(secret, security.userKeys.password))\";"
          ))
      }
    }
    if let secret = security.caSecret {
      lines.append(("ssl.truststore.type", "PEM"))
      lines.append(("ssl.truststore.certificates", reference(secret, "CA_CERT")))
    }
    if let secret = security.certificateSecret {
      lines.append(("ssl.keystore.type", "PEM"))
      lines.append(("ssl.keystore.certificate.chain", reference(secret, "PUBLIC_CERT")))
      lines.append(("ssl.keystore.key", reference(secret, "PRIVATE_KEY")))
    }
    return lines
  }

  private func reference(_ secret: String, _ key: String) -> String {
    SecretTable.connectReference(secret: secret, key: key)
  }
}
