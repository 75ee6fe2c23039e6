internal import IR

/// The Debezium PostgreSQL source: one replication slot, all captured tables of a store (or of its
/// share, where a store declares several sources), records already unwrapped.
/// Keys: Debezium 3.6 `PostgresConnectorConfig`; Kafka Connect 4.3.
enum PostgresSourceRecipe {
  /// - Parameter isOneOfSeveral: whether other connectors of the store share its topics' prefix.
  static func connector(_ source: SourceConnector, isOneOfSeveral: Bool = false) -> Connector {
    var config = ConnectorConfig(
      name: source.name, class: "io.debezium.connector.postgresql.PostgresConnector")
    setDatabase(source, in: &config)
    setSlot(source, in: &config)
    setTables(source, in: &config)
    setRecords(source, in: &config)
    // Debezium names its metrics by the topics' prefix: a second connector in one worker would wait
    // a minute for each name that is taken, and then run without metrics.
    if isOneOfSeveral { config.set("custom.metric.tags", .text("source=\(source.label)")) }
    setProgress(in: &config)
    config.set(prefix: "", Converters.source)
    setTopics(in: &config)
    transforms(source).write(to: &config)
    return Connector(
      name: source.name, label: source.label, config: config, origin: source.origin)
  }

  /// The certificate is a file that the worker mounts: PostgreSQL's driver takes no inline text.
  private static func setDatabase(_ source: SourceConnector, in config: inout ConnectorConfig) {
    config.set("database.hostname", .text(source.host))
    config.set("database.port", .text(String(source.port)))
    config.set("database.dbname", .text(source.database))
    config.set("database.user", .secret(source.secret, "USER"))
    config.set("database.password", .secret(source.secret, "PASSWORD"))
    if let ca = source.caSecret {
      config.set("database.sslmode", "verify-full")
      config.set("database.sslrootcert", .text("\(SecretTable.connectMount(ca))/CA_CERT"))
    } else {
      config.set("database.sslmode", "require")
    }
  }

  private static func setSlot(_ source: SourceConnector, in config: inout ConnectorConfig) {
    config.set("topic.prefix", .text(source.topicPrefix))
    config.set("plugin.name", "pgoutput")
    config.set("slot.name", .text(source.slot))
    config.set("slot.drop.on.stop", "false")
    config.set("publication.name", .text(source.publication))
    // The producer's DBA makes it, with exactly the modelled tables.
    config.set("publication.autocreate.mode", "disabled")
    config.set("snapshot.mode", "initial")
    if let signals = source.signals { config.set("signal.data.collection", .text(signals)) }
    if source.transactional { config.set("provide.transaction.metadata", "true") }
  }

  private static func setTables(_ source: SourceConnector, in config: inout ConnectorConfig) {
    config.set("table.include.list", .text(SourceTables.tables(source)))
    config.set("column.include.list", .text(SourceTables.columns(source)))
    let keys = SourceTables.keys(source)
    if !keys.isEmpty { config.set("message.key.columns", .text(keys)) }
  }

  /// Exact numbers and times; the sink needs their schemas. Tombstones would say nothing that the
  /// rewritten delete does not.
  private static func setRecords(_ source: SourceConnector, in config: inout ConnectorConfig) {
    config.set("decimal.handling.mode", "precise")
    config.set("time.precision.mode", "adaptive")
    config.set("interval.handling.mode", "string")
    config.set("tombstones.on.delete", "false")
  }

  /// A database that is idle while its neighbours write would hold back all of the server's log:
  /// every ten seconds a transaction with one logical message, which is not captured, moves the slot
  /// on. It needs no table, and PostgreSQL 14 or newer.
  private static func setProgress(in config: inout ConnectorConfig) {
    config.set("heartbeat.interval.ms", "10000")
    config.set(
      "heartbeat.action.query", "SELECT pg_logical_emit_message(true, 'dsgen_heartbeat', '')")
    config.set("message.prefix.exclude.list", "dsgen_heartbeat")
  }

  /// One partition a topic: one task writes it, so more would only lose the order. JSON with its
  /// schema in every record shrinks very well. `-1` is the cluster's own replication factor.
  private static func setTopics(in config: inout ConnectorConfig) {
    config.set("topic.creation.default.partitions", "1")
    config.set("topic.creation.default.replication.factor", "-1")
    config.set("producer.override.compression.type", "lz4")
  }

  private static func transforms(_ source: SourceConnector) -> Transforms {
    var chain = Transforms()
    chain.addUnwrap()
    for (index, table) in source.tables.enumerated() {
      let given = SourceConnector.topic(of: table, prefix: source.topicPrefix)
      guard let topic = table.topic, topic != given else { continue }
      chain.addRoute("route_\(index)", from: given, to: topic, origin: table.origin)
    }
    // A transaction counts what it writes into the signal table: whoever waits for all of its changes
    // must see those too.
    if source.transactional, let signals = source.signalsTopic {
      let transactions = SourceConnector.transactions(prefix: source.topicPrefix)
      chain.addRoute("signals", from: signals, to: transactions, origin: nil)
    }
    return chain
  }
}
