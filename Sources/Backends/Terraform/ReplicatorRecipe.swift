internal import IR

/// The MirrorMaker 2 source that copies topics byte by byte, under their own names, into the
/// platform's cluster.
/// Keys: Apache Kafka 4.3 `MirrorConnectorConfig`, `MirrorSourceConfig`, `DefaultTopicFilter`.
enum ReplicatorRecipe {
  static func connector(_ replicator: ReplicatorConnector) -> Connector {
    var config = ConnectorConfig(
      name: replicator.name, class: "org.apache.kafka.connect.mirror.MirrorSourceConnector")
    setClusters(replicator, in: &config)
    setTopics(replicator, in: &config)
    for converter in ["key.converter", "value.converter", "header.converter"] {
      config.set(converter, .text(Converters.bytes))
    }
    return Connector(
      name: replicator.name, label: replicator.label, config: config, origin: replicator.origin)
  }

  /// The alias is in no topic's name, but must differ between replicators: offsets are kept by it.
  private static func setClusters(
    _ replicator: ReplicatorConnector, in config: inout ConnectorConfig
  ) {
    config.set("source.cluster.alias", .text(replicator.name))
    config.set("target.cluster.alias", "platform")
    config.set(
      "source.cluster.bootstrap.servers",
      .text(replicator.sourceBootstrap.joined(separator: ",")))
    config.set(
      prefix: "source.cluster.", KafkaClientSecurity.properties(replicator.sourceSecurity))
    config.set(
      "target.cluster.bootstrap.servers",
      .text(replicator.targetBootstrap.joined(separator: ",")))
    if replicator.targetSecurity != KafkaSecurityPlan() {
      config.set(
        prefix: "target.cluster.", KafkaClientSecurity.properties(replicator.targetSecurity))
    }
    config.set(
      "replication.policy.class", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy")
  }

  /// Nothing is written to the producer's cluster (no offset syncs), and no access right is copied.
  /// By default names that end in `-internal` or `.replica` are left out; here the list alone
  /// decides. Records of aborted transactions are not copied. `-1` is the cluster's own replication
  /// factor.
  private static func setTopics(
    _ replicator: ReplicatorConnector, in config: inout ConnectorConfig
  ) {
    var topics: [UInt8] = []
    for (index, topic) in replicator.topics.enumerated() {
      if index > 0 { topics.append(UInt8(ascii: ",")) }
      JavaRegex.appendLiteral(topic, to: &topics)
    }
    config.set("topics", .text(String(decoding: topics, as: UTF8.self)))
    config.set("topics.exclude", "(?!)")
    config.set("replication.factor", "-1")
    config.set("refresh.topics.interval.seconds", "60")
    config.set("sync.topic.configs.enabled", "true")
    config.set("sync.topic.acls.enabled", "false")
    config.set("emit.offset-syncs.enabled", "false")
    config.set("heartbeats.replication.enabled", "false")
    config.set("source.consumer.isolation.level", "read_committed")
  }
}
