internal import IR
internal import Model

/// The Debezium JDBC sink from topics to append-only staging tables.
///
/// A row is a record: the key is (topic, partition, offset), so a redelivery writes the same row
/// again and changes nothing. Deletes are rows too (`__deleted`); with format `upsert` a delete is a
/// tombstone, which the sink skips. Tables and columns are made before a connector is applied, never
/// by the sink.
/// Keys: Debezium 3.6 `JdbcSinkConnectorConfig`, `SinkConnectorConfig`; Kafka Connect 4.3.
enum SinkRecipe {
  static func connector(_ sink: SinkConnector) -> Connector {
    var config = ConnectorConfig(
      name: sink.name, own: .name, class: "io.debezium.connector.jdbc.JdbcSinkConnector")
    config.set("topics", .topics, of: sink)
    setConnection(sink, in: &config)
    setWriting(sink, in: &config)
    config.set(prefix: "", Converters.sink(sink.encoding, registry: sink.registry))
    setConsumer(sink, in: &config)
    setErrors(sink, in: &config)
    SinkShape.transforms(sink).write(to: &config)
    return Connector(name: sink.name, label: sink.label, config: config, origin: sink.origin)
  }

  private static func setConnection(_ sink: SinkConnector, in config: inout ConnectorConfig) {
    config.set("connection.url", .text(sink.jdbcURL))
    config.set("connection.username", .secret(sink.secret, "USER"))
    config.set("connection.password", .secret(sink.secret, "PASSWORD"))
    config.set("connection.pool.min_size", "1")
    config.set("connection.pool.max_size", "2")
  }

  private static func setWriting(_ sink: SinkConnector, in config: inout ConnectorConfig) {
    config.set("insert.mode", "upsert")
    config.set("primary.key.mode", "kafka")
    config.set("delete.enabled", "false")
    config.set("schema.evolution", "none")
    // Without it the sink writes names in lower case.
    config.set("quote.identifiers", "true")
    config.set("collection.name.format", .collection, of: sink)
    config.set("field.include.list", .fields, of: sink)
  }

  /// Records of aborted transactions never reach staging. A topic of the platform's own capture is
  /// written without transactions.
  private static func setConsumer(_ sink: SinkConnector, in config: inout ConnectorConfig) {
    let prefix = "consumer.override."
    if !sink.captured { config.set(prefix + "isolation.level", "read_committed") }
    if let security = sink.consumerSecurity {
      config.set(prefix: prefix, KafkaClientSecurity.properties(security))
    }
  }

  /// A record that cannot be converted goes to the dead letter topic, with its error in headers and
  /// never in a log. A registry that is down is waited for, for less than the five minutes after
  /// which the consumer would lose its partitions. `-1` is the cluster's own replication factor.
  private static func setErrors(_ sink: SinkConnector, in config: inout ConnectorConfig) {
    config.set("errors.tolerance", "all")
    config.set("errors.retry.timeout", "240000")
    config.set("errors.retry.delay.max.ms", "30000")
    config.set("errors.log.enable", "true")
    config.set("errors.log.include.messages", "false")
    config.set("errors.deadletterqueue.topic.name", .deadLetterTopic, of: sink)
    config.set("errors.deadletterqueue.topic.replication.factor", "-1")
    config.set("errors.deadletterqueue.context.headers.enable", "true")
  }
}
