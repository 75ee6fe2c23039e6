internal import IR
internal import Model

/// How records are turned into bytes and back.
enum Converters {
  static let json = "org.apache.kafka.connect.json.JsonConverter"
  static let bytes = "org.apache.kafka.connect.converters.ByteArrayConverter"

  /// A sink reads values only: staging is keyed by topic, partition and offset, so keys pass as they
  /// are, whatever the producer writes them with.
  static func sink(
    _ encoding: Encoding, registry: RegistryPlan?
  ) -> [(key: String, value: ConnectValue)] {
    var pairs: [(key: String, value: ConnectValue)] = [
      ("key.converter", .text(bytes)),
      ("value.converter", .text(valueClass(encoding))),
    ]
    if encoding == .jsonWithSchema { pairs += jsonWithSchema }
    guard encoding != .jsonWithSchema, let registry else { return pairs }
    pairs.append(("value.converter.schema.registry.url", .text(registry.url)))
    if let secret = registry.secret {
      pairs.append(("value.converter.basic.auth.credentials.source", "USER_INFO"))
      pairs.append(
        (
          "value.converter.basic.auth.user.info",
          .secret(secret, registry.keys.user) + ":" + .secret(secret, registry.keys.password)
        ))
    }
    if let ca = registry.caSecret {
      pairs.append(("value.converter.schema.registry.ssl.truststore.type", "PEM"))
      pairs.append(
        ("value.converter.schema.registry.ssl.truststore.certificates", .secret(ca, "CA_CERT")))
    }
    return pairs
  }

  /// A source of the platform writes JSON that carries its schema: a sink needs the schema, and the
  /// platform has no registry of its own. The key has none, so that a change of schema never moves a
  /// row to another partition.
  static let source: [(key: String, value: ConnectValue)] =
    [
      ("key.converter", .text(json)),
      ("key.converter.schemas.enable", "false"),
      ("value.converter", .text(json)),
    ] + jsonWithSchema

  /// `replace.null.with.default=false`: a null in a column that has a default stays a null.
  private static var jsonWithSchema: [(key: String, value: ConnectValue)] {
    [
      ("value.converter.schemas.enable", "true"),
      ("value.converter.replace.null.with.default", "false"),
    ]
  }

  private static func valueClass(_ encoding: Encoding) -> String {
    switch encoding {
    case .avro: "io.confluent.connect.avro.AvroConverter"
    case .protobuf: "io.confluent.connect.protobuf.ProtobufConverter"
    case .jsonSchema: "io.confluent.connect.json.JsonSchemaConverter"
    case .jsonWithSchema: json
    }
  }
}
