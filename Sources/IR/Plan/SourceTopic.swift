extension SourceConnector {
  /// The topic that Debezium by itself gives to a table: `prefix.schema.table`, every UTF-16 unit
  /// outside `a-z A-Z 0-9 . _ -` as `_`, cut at 249 characters.
  ///
  /// Two tables can fall together here (`Order Details` and `Order_Details`); that must be refused
  /// before a plan is made, since no later routing can tell their records apart.
  /// Source: Debezium 3.6, `AbstractTopicNamingStrategy.sanitizedTopicName`.
  public static func topic(of table: SourceTable, prefix: String) -> String {
    topic(schema: table.schema, table: table.table, prefix: prefix)
  }

  /// The topic in which Debezium tells where transactions begin and end.
  public static func transactions(prefix: String) -> String { prefix + ".transaction" }

  /// The topic of what is written into the signal table; nil: the source has none.
  public var signalsTopic: String? { signals.map { Self.sanitized("\(topicPrefix).\($0)") } }

  static func topic(schema: String, table: String, prefix: String) -> String {
    sanitized("\(prefix).\(schema).\(table)")
  }

  private static func sanitized(_ full: String) -> String {
    if full.utf8.count <= 249, full.utf8.allSatisfy({ isLegalInTopic(UInt16($0)) }) { return full }
    var name: [UInt8] = []
    for unit in full.utf16 {
      name.append(isLegalInTopic(unit) ? UInt8(unit) : UInt8(ascii: "_"))
      if name.count == 249 { break }
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func isLegalInTopic(_ unit: UInt16) -> Bool {
    guard let byte = UInt8(exactly: unit) else { return false }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      return true
    default: return false
    }
  }
}
