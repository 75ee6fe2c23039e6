internal import IR
internal import Model

/// How records of a sink become rows: which table, which columns, under which names.
enum SinkShape {
  /// The table: literal for one topic, else the topic that the routes give.
  static func appendCollection(of sink: SinkConnector, to text: inout [UInt8]) {
    text += "staging.".utf8
    text += sink.routes.count == 1 ? sink.routes[0].table.utf8 : "${topic}".utf8
  }

  /// Exactly the modelled columns and the added ones: a field that the table lacks stops the sink.
  ///
  /// The sink knows a record by its routed topic, the table. A field that every table has is listed
  /// once, without it; the sink searches this list for every field of every record.
  static func appendFields(of sink: SinkConnector, to text: inout [UInt8]) {
    if sink.routes.count == 1 {
      let columns = sink.routes[0].columns
      columns.names.append(to: &text, separator: UInt8(ascii: ","))
      if sink.format != .debezium { return }
      if !columns.isEmpty { text.append(UInt8(ascii: ",")) }
      text += addedByDebezium
      return
    }
    let added = StagingColumns.filled(by: sink.format)
    guard let first = sink.routes.first else { return append(added, to: &text) }
    var common = Set(first.columns.names)
    for route in sink.routes.dropFirst() { common.formIntersection(route.columns.names) }
    let shared = first.columns.names.filter(common.contains) + added
    let own = sink.routes.flatMap { route in
      route.columns.names.filter { !common.contains($0) }.map { "\(route.table):\($0)" }
    }
    append(shared + own, to: &text)
  }

  private static let addedByDebezium = Array(
    StagingColumns.filled(by: .debezium).joined(separator: ",").utf8)

  /// Joined with commas.
  private static func append(_ names: [String], to text: inout [UInt8]) {
    for (index, name) in names.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      text += name.utf8
    }
  }

  static func transforms(_ sink: SinkConnector) -> Transforms {
    var chain = Transforms()
    if sink.format == .debezium && !sink.captured { chain.addUnwrap() }
    if sink.format == .upsert { addSchemaName(sink.encoding, to: &chain) }
    let several = sink.routes.count > 1
    for route in sink.routes { addRename(of: route, in: sink, several: several, to: &chain) }
    if several { addRoutes(of: sink, to: &chain) }
    return chain
  }

  /// Whether two plain sinks differ in nothing but their `SinkText`s.
  static func areAlike(_ a: SinkConnector, _ b: SinkConnector) -> Bool {
    a.format == b.format && a.encoding == b.encoding && a.registry == b.registry
      && a.jdbcURL == b.jdbcURL && a.secret == b.secret && a.captured == b.captured
      && a.consumerSecurity == b.consumerSecurity
  }

  /// Whether a sink has one topic, whose records keep the producer's names.
  static func isPlain(_ sink: SinkConnector) -> Bool {
    sink.routes.count == 1 && !sink.routes[0].columns.isRenamed
  }

  /// The sink takes a record for a change event if its schema has no name and it has a field `op`; a
  /// row of JSON may be just that. Avro's and Protobuf's records always have a name.
  /// Source: Debezium 3.6, `KafkaDebeziumSinkRecord.isDebeziumMessage`.
  private static func addSchemaName(_ encoding: Encoding, to chain: inout Transforms) {
    guard encoding == .jsonSchema || encoding == .jsonWithSchema else { return }
    chain.add(
      "named", "org.apache.kafka.connect.transforms.SetSchemaMetadata$Value",
      [("schema.name", "dsgen.Row"), ("replace.null.with.default", "false")])
  }

  /// The producer's field names become the columns' names. Only the modelled fields are kept: another
  /// field of the producer may already bear a column's name.
  private static func addRename(
    of route: SinkRoute, in sink: SinkConnector, several: Bool, to chain: inout Transforms
  ) {
    if !route.columns.isRenamed { return }
    let renamed = route.columns.filter { $0.sourceName != $0.name }
    let kept = Array(route.columns.sourceNames) + StagingColumns.filled(by: sink.format)
    chain.add(
      several ? "rename_\(route.table)" : "rename",
      "org.apache.kafka.connect.transforms.ReplaceField$Value",
      [
        ("include", .text(kept.joined(separator: ","))),
        ("renames", .text(renamed.map { "\($0.sourceName):\($0.name)" }.joined(separator: ","))),
        ("replace.null.with.default", "false"),
      ], onlyTopic: several ? route.topic : nil, origin: route.origin)
  }

  /// One literal route a topic. They run one after the other, so where a table has the name of
  /// another route's topic, all go by way of a name that no topic can have.
  private static func addRoutes(of sink: SinkConnector, to chain: inout Transforms) {
    let topics = Set(sink.routes.map(\.topic))
    let clash = sink.routes.contains { $0.topic != $0.table && topics.contains($0.table) }
    for route in sink.routes {
      chain.addRoute(
        "route_\(route.table)", from: route.topic, to: clash ? "=\(route.table)" : route.table,
        origin: route.origin)
    }
    if clash {
      chain.add(
        "routed", "org.apache.kafka.connect.transforms.RegexRouter",
        [("regex", "=(.*)"), ("replacement", "$1")])
    }
  }
}
