import Emit
import IR
import Model
import Testing

@testable import Terraform

/// The configurations of what reads from producers: Debezium and MirrorMaker.
struct SourceRecipeTests {
  @Test func postgres() {
    let config = PostgresSourceRecipe.connector(Fixture.source()).config
    #expect(
      config.entries.map { "\($0.key)=\($0.value)" } == [
        "name=ledger-source",
        "connector.class=io.debezium.connector.postgresql.PostgresConnector",
        "tasks.max=1",
        "database.hostname=ledger.acme.internal",
        "database.port=5432",
        "database.dbname=ledger",
        "database.user=${dir:/mnt/secrets/eu-core-capture:USER}",
        "database.password=${dir:/mnt/secrets/eu-core-capture:PASSWORD}",
        "database.sslmode=verify-full",
        "database.sslrootcert=/mnt/secrets/eu-core-ca/CA_CERT",
        "topic.prefix=ledger",
        "plugin.name=pgoutput",
        "slot.name=dsgen_ledger",
        "slot.drop.on.stop=false",
        "publication.name=dsgen_ledger",
        "publication.autocreate.mode=disabled",
        "snapshot.mode=initial",
        "signal.data.collection=dsgen.signals",
        "provide.transaction.metadata=true",
        #"table.include.list=(?-i)app\.orders,(?-i)app\.Order\x20Details"#,
        #"column.include.list=(?-i)app\.orders\.(?:id|total),"#
          + #"(?-i)app\.Order\x20Details\.(?:Order\x20ID|qty),(?-i)dsgen\.signals\..*"#,
        #"message.key.columns=(?-i)app\.orders:id;(?-i)app\.Order\x20Details:Order\x20ID"#,
        "decimal.handling.mode=precise",
        "time.precision.mode=adaptive",
        "interval.handling.mode=string",
        "tombstones.on.delete=false",
        "heartbeat.interval.ms=10000",
        "heartbeat.action.query=SELECT pg_logical_emit_message(true, 'dsgen_heartbeat', '')",
        "message.prefix.exclude.list=dsgen_heartbeat",
        "key.converter=org.apache.kafka.connect.json.JsonConverter",
        "key.converter.schemas.enable=false",
        "value.converter=org.apache.kafka.connect.json.JsonConverter",
        "value.converter.schemas.enable=true",
        "value.converter.replace.null.with.default=false",
        "topic.creation.default.partitions=1",
        "topic.creation.default.replication.factor=-1",
        "producer.override.compression.type=lz4",
        "transforms=unwrap,signals",
        "transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState",
        "transforms.unwrap.delete.tombstone.handling.mode=rewrite",
        "transforms.unwrap.add.fields=op,source.ts_us,source.lsn,source.txId,source.snapshot,"
          + "ts_ms",
        "transforms.unwrap.add.fields.prefix=__",
        "transforms.unwrap.replace.null.with.default=false",
        "transforms.signals.type=org.apache.kafka.connect.transforms.RegexRouter",
        #"transforms.signals.regex=ledger\.dsgen\.signals"#,
        "transforms.signals.replacement=ledger.transaction",
      ])
  }

  @Test func withoutWhatIsNotDeclared() {
    let config = PostgresSourceRecipe.connector(
      Fixture.source(signals: nil, ca: nil, transactional: false)
    ).config
    #expect(config["database.sslmode"] == "require")
    for key in ["database.sslrootcert", "signal.data.collection", "provide.transaction.metadata"] {
      #expect(config[key] == nil)
    }
    #expect(config["column.include.list"]?.contains("signals") == false)
  }

  /// Sources of one store share their topics' prefix, by which Debezium names its metrics.
  @Test func severalSourcesTellTheirMetricsApart() {
    func tags(_ sources: [SourceConnector]) -> [String] {
      let root = SourceRoot(
        root: RootPlan(path: "crm/source", stateSchema: "tf_1"), sources: sources, replicators: [])
      let files = TerraformBackend.source(Fixture.store(root), platform: Fixture.platform)
      return files.flatMap { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n") }
        .filter { $0.contains("custom.metric.tags") }
        .map { String($0.split(separator: " ").last!) }
    }
    var second = Fixture.source()
    second.label = "source_1"
    #expect(tags([Fixture.source()]) == [])
    #expect(
      tags([Fixture.source(), second]) == [#""source=ledger-source""#, #""source=source_1""#])
  }

  @Test func aReplicatorSignsInAtBothEnds() {
    var replicator = Fixture.replicator()
    replicator.targetSecurity = KafkaSecurityPlan(
      protocol: .saslSSL, mechanism: .plain, userSecret: "platform-kafka", caSecret: "platform-ca")
    let config = ReplicatorRecipe.connector(replicator).config
    #expect(config["source.cluster.sasl.mechanism"] == "SCRAM-SHA-512")
    #expect(config["target.cluster.security.protocol"] == "SASL_SSL")
    #expect(config["target.cluster.sasl.mechanism"] == "PLAIN")
    #expect(config["target.cluster.sasl.jaas.config"]?.contains("platform-kafka:USER") == true)
    #expect(
      config["target.cluster.ssl.truststore.certificates"]
        == "${dir:/mnt/secrets/platform-ca:CA_CERT}")
  }

  @Test func topicOfATable() {
    let table = Fixture.table("app", "Order Détails$", ["id"])
    #expect(SourceConnector.topic(of: table, prefix: "ledger") == "ledger.app.Order_D_tails_")
    let long = Fixture.table("app", String(repeating: "x", count: 300), ["id"])
    #expect(SourceConnector.topic(of: long, prefix: "ledger").utf8.count == 249)
  }

  @Test func routesOnlyTopicsThatDiffer() {
    let config = PostgresSourceRecipe.connector(
      Fixture.source(
        transactional: false,
        tables: [
          Fixture.table("app", "a", ["id"], topic: "ledger.app.a"),
          Fixture.table("app", "b", ["id"], topic: "other"),
        ])
    ).config
    #expect(config["transforms"] == "unwrap,route_1")
    #expect(config["transforms.route_1.regex"] == #"ledger\.app\.b"#)
    #expect(config["transforms.route_1.replacement"] == "other")
  }

  @Test func replicator() {
    let config = ReplicatorRecipe.connector(Fixture.replicator(security: .init())).config
    #expect(
      config.entries.map { "\($0.key)=\($0.value)" } == [
        "name=crm-replicator",
        "connector.class=org.apache.kafka.connect.mirror.MirrorSourceConnector",
        "tasks.max=1",
        "source.cluster.alias=crm-replicator",
        "target.cluster.alias=platform",
        "source.cluster.bootstrap.servers=broker-1:9093,broker-2:9093",
        "source.cluster.security.protocol=PLAINTEXT",
        "target.cluster.bootstrap.servers=kafka.ds-prod.svc.cluster.local:9092",
        "replication.policy.class=org.apache.kafka.connect.mirror.IdentityReplicationPolicy",
        #"topics=crm\.public\.orders,crm\.public\.items"#,
        "topics.exclude=(?!)",
        "replication.factor=-1",
        "refresh.topics.interval.seconds=60",
        "sync.topic.configs.enabled=true",
        "sync.topic.acls.enabled=false",
        "emit.offset-syncs.enabled=false",
        "heartbeats.replication.enabled=false",
        "source.consumer.isolation.level=read_committed",
        "key.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
        "value.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
        "header.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
      ])
  }
}
