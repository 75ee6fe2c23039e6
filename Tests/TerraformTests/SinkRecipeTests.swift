import Diagnostics
import IR
import Model
import Testing

@testable import Terraform

/// The JDBC sink's configuration.
struct SinkRecipeTests {
  @Test func oneForeignTopic() {
    let config = SinkRecipe.connector(Fixture.sink()).config
    #expect(
      config.entries.map { "\($0.key)=\($0.value)" } == [
        "name=crm-orders",
        "connector.class=io.debezium.connector.jdbc.JdbcSinkConnector",
        "tasks.max=1",
        "topics=crm.public.orders",
        "connection.url=jdbc:postgresql://pg-data:5432/dsgen",
        "connection.username=${dir:/mnt/secrets/prod-live-postgres:USER}",
        "connection.password=${dir:/mnt/secrets/prod-live-postgres:PASSWORD}",
        "connection.pool.min_size=1",
        "connection.pool.max_size=2",
        "insert.mode=upsert",
        "primary.key.mode=kafka",
        "delete.enabled=false",
        "schema.evolution=none",
        "quote.identifiers=true",
        "collection.name.format=staging.crm__orders",
        "field.include.list=id,total,__deleted,__op,__source_ts_us,__source_lsn,__source_txId,"
          + "__source_snapshot,__ts_ms",
        "key.converter=org.apache.kafka.connect.converters.ByteArrayConverter",
        "value.converter=io.confluent.connect.avro.AvroConverter",
        "value.converter.schema.registry.url=https://registry:8081",
        "value.converter.basic.auth.credentials.source=USER_INFO",
        "value.converter.basic.auth.user.info=${dir:/mnt/secrets/usa-sales-registry:USER}:"
          + "${dir:/mnt/secrets/usa-sales-registry:PASSWORD}",
        "value.converter.schema.registry.ssl.truststore.type=PEM",
        "value.converter.schema.registry.ssl.truststore.certificates="
          + "${dir:/mnt/secrets/usa-sales-ca:CA_CERT}",
        "consumer.override.isolation.level=read_committed",
        "errors.tolerance=all",
        "errors.retry.timeout=240000",
        "errors.retry.delay.max.ms=30000",
        "errors.log.enable=true",
        "errors.log.include.messages=false",
        "errors.deadletterqueue.topic.name=dlq.crm-orders",
        "errors.deadletterqueue.topic.replication.factor=-1",
        "errors.deadletterqueue.context.headers.enable=true",
        "transforms=unwrap",
        "transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState",
        "transforms.unwrap.delete.tombstone.handling.mode=rewrite",
        "transforms.unwrap.add.fields=op,source.ts_us,source.lsn,source.txId,source.snapshot,"
          + "ts_ms",
        "transforms.unwrap.add.fields.prefix=__",
        "transforms.unwrap.replace.null.with.default=false",
      ])
  }

  @Test(arguments: [
    (Encoding.avro, "io.confluent.connect.avro.AvroConverter", true),
    (.protobuf, "io.confluent.connect.protobuf.ProtobufConverter", true),
    (.jsonSchema, "io.confluent.connect.json.JsonSchemaConverter", true),
    (.jsonWithSchema, "org.apache.kafka.connect.json.JsonConverter", false),
  ])
  func converters(encoding: Encoding, name: String, registry: Bool) {
    let config = SinkRecipe.connector(Fixture.sink(encoding: encoding)).config
    #expect(config["value.converter"] == name)
    #expect((config["value.converter.schema.registry.url"] != nil) == registry)
    #expect(config["value.converter.schemas.enable"] == (registry ? nil : "true"))
  }

  @Test func upsertHasNoAddedColumnsAndNoUnwrap() {
    let config = SinkRecipe.connector(Fixture.sink(format: .upsert)).config
    #expect(config["field.include.list"] == "id,total")
    #expect(config["transforms"] == nil)
  }

  /// A row of JSON with a column `op` must not pass for a change event.
  @Test(
    arguments: [
      (Encoding.avro, nil), (.protobuf, nil), (.jsonSchema, "dsgen.Row"),
      (.jsonWithSchema, "dsgen.Row"),
    ] as [(Encoding, String?)])
  func upsertRowsHaveASchemaName(encoding: Encoding, name: String?) {
    let config = SinkRecipe.connector(Fixture.sink(format: .upsert, encoding: encoding)).config
    #expect(config["transforms"] == name.map { _ in "named" })
    #expect(config["transforms.named.schema.name"] == name)
  }

  @Test func capturedRecordsAreUnwrappedAlready() {
    let sink = Fixture.sink(encoding: .jsonWithSchema, registry: nil, captured: true)
    let config = SinkRecipe.connector(sink).config
    #expect(config["transforms"] == nil)
    #expect(config["field.include.list"]?.hasPrefix("id,total,__deleted,__op,") == true)
    #expect(config["consumer.override.isolation.level"] == nil)
  }

  @Test func severalTopics() {
    let routes = [
      Fixture.route("crm.a", "crm__a", line: 70),
      Fixture.route(
        "crm.b", "crm__b",
        [Fixture.column("id"), Fixture.column("note", from: "Note#"), Fixture.column("total")],
        line: 80),
    ]
    let config = SinkRecipe.connector(Fixture.sink(routes, format: .upsert)).config
    #expect(config["topics"] == "crm.a,crm.b")
    #expect(config["collection.name.format"] == "staging.${topic}")
    #expect(config["field.include.list"] == "id,total,crm__b:note")
    #expect(
      config.entries.drop { $0.key != "transforms" }.map {
        "\($0.key)=\($0.value) @\($0.origin?.start ?? 0)"
      } == [
        "transforms=rename_crm__b,route_crm__a,route_crm__b @0",
        "predicates=for_rename_crm__b @0",
        "transforms.rename_crm__b.type=org.apache.kafka.connect.transforms.ReplaceField$Value @80",
        "transforms.rename_crm__b.include=id,Note#,total @80",
        "transforms.rename_crm__b.renames=Note#:note @80",
        "transforms.rename_crm__b.replace.null.with.default=false @80",
        "transforms.rename_crm__b.predicate=for_rename_crm__b @80",
        "predicates.for_rename_crm__b.type="
          + "org.apache.kafka.connect.transforms.predicates.TopicNameMatches @80",
        #"predicates.for_rename_crm__b.pattern=crm\.b @80"#,
        "transforms.route_crm__a.type=org.apache.kafka.connect.transforms.RegexRouter @70",
        #"transforms.route_crm__a.regex=crm\.a @70"#,
        "transforms.route_crm__a.replacement=crm__a @70",
        "transforms.route_crm__b.type=org.apache.kafka.connect.transforms.RegexRouter @80",
        #"transforms.route_crm__b.regex=crm\.b @80"#,
        "transforms.route_crm__b.replacement=crm__b @80",
      ])
  }

  /// Where a table bears the name of another route's topic, records must not be routed twice.
  @Test func routesDoNotChain() {
    let config = SinkRecipe.connector(
      Fixture.sink([Fixture.route("b", "c"), Fixture.route("c", "d")])
    ).config
    #expect(config["transforms"] == "unwrap,route_c,route_d,routed")
    #expect(config["transforms.route_c.replacement"] == "=c")
    #expect(config["transforms.routed.regex"] == "=(.*)")
    #expect(config["transforms.routed.replacement"] == "$1")
  }

  @Test func renamesKeepWhatUnwrapAdds() {
    let route = Fixture.route("t", "t1", [Fixture.column("note", from: "Note#")])
    let config = SinkRecipe.connector(Fixture.sink([route])).config
    #expect(config["transforms"] == "unwrap,rename")
    #expect(
      config["transforms.rename.include"]
        == "Note#,__deleted,__op,__source_ts_us,__source_lsn,__source_txId,__source_snapshot,__ts_ms"
    )
  }

  @Test func securedCluster() {
    let config = SinkRecipe.connector(Fixture.sink(security: Fixture.secured)).config
    #expect(
      config.entries.filter { $0.key.hasPrefix("consumer.override.s") }
        .map { "\($0.key)=\($0.value)" } == [
          "consumer.override.security.protocol=SASL_SSL",
          "consumer.override.sasl.mechanism=SCRAM-SHA-512",
          "consumer.override.sasl.jaas.config=org.apache.kafka.common.security.scram."
            + "ScramLoginModule required username=\"${dir:/mnt/secrets/usa-sales-crm-kafka:USER}\""
            + " password=\"${dir:/mnt/secrets/usa-sales-crm-kafka:PASSWORD}\";",
          "consumer.override.ssl.truststore.type=PEM",
          "consumer.override.ssl.truststore.certificates="
            + "${dir:/mnt/secrets/usa-sales-ca:CA_CERT}",
        ])
  }

  @Test func clientCertificate() {
    let security = KafkaSecurityPlan(
      protocol: .ssl, mechanism: .plain, userSecret: "u", certificateSecret: "cert")
    let keys = KafkaClientSecurity.properties(security).map { "\($0.key)=\($0.value.rendered)" }
    #expect(
      keys == [
        "security.protocol=SSL", "ssl.keystore.type=PEM",
        "ssl.keystore.certificate.chain=${dir:/mnt/secrets/cert:PUBLIC_CERT}",
        "ssl.keystore.key=${dir:/mnt/secrets/cert:PRIVATE_KEY}",
      ])
  }
}
