internal import IR

/// Splits a connector whose configuration would not fit into Kafka Connect's own topic.
///
/// The parts are a power of two, and a topic's part depends on its name alone, so a topic that comes
/// or goes changes one part; only where the number of parts doubles do topics move. The first part
/// keeps the connector's name. A connector of one topic cannot be split, and neither can a capture,
/// whose parts would each need a replication slot.
enum ConnectorSplit {
  /// Bytes of configuration that a connector may have. Connect keeps it as one record, which brokers
  /// refuse beyond about 1 MB; half of that leaves room for its own wrapping.
  static let limit = 512 * 1024

  static func sink(_ sink: SinkConnector, limit: Int = limit) -> [SinkConnector] {
    parts(sink.routes, topic: \.topic, limit: limit) { routes in
      var part = sink
      part.routes = routes
      return SinkRecipe.connector(part).config.size
    }.map { index, routes in
      var part = sink
      part.routes = routes
      part.name += suffix(index, "-part-")
      part.label += suffix(index, "_part_")
      return part
    }
  }

  static func replicator(
    _ replicator: ReplicatorConnector, limit: Int = limit
  ) -> [ReplicatorConnector] {
    parts(replicator.topics, topic: \.self, limit: limit) { topics in
      var part = replicator
      part.topics = topics
      return ReplicatorRecipe.connector(part).config.size
    }.map { index, topics in
      var part = replicator
      part.topics = topics
      part.name += suffix(index, "-part-")
      part.label += suffix(index, "_part_")
      return part
    }
  }

  private static func suffix(_ index: Int, _ separator: String) -> String {
    index == 0 ? "" : "\(separator)\(index)"
  }

  /// Non-empty parts with their numbers, ascending; inside a part the order is kept.
  private static func parts<Item>(
    _ items: [Item], topic: (Item) -> String, limit: Int, size: ([Item]) -> Int
  ) -> [(Int, [Item])] {
    var count = 1
    while true {
      var groups = [[Item]](repeating: [], count: count)
      for item in items { groups[Int(hash(topic(item)) % UInt64(count))].append(item) }
      let filled = groups.enumerated().filter { !$0.element.isEmpty }
      // 65,536 parts hold any store; a topic listed twice never parts.
      let fits = filled.allSatisfy { $0.element.count == 1 || size($0.element) <= limit }
      if fits || count >= 65_536 { return filled.map { ($0.offset, $0.element) } }
      count *= 2
    }
  }

  /// FNV-1a, 64 bits, with its upper half folded in: its lowest bits alone depend on few bits of the
  /// text.
  private static func hash(_ text: String) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return value ^ (value >> 32)
  }
}
