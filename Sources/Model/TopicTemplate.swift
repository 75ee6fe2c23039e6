/// The template of a topic's name with its hole, taken apart once a store.
public struct TopicTemplate: Sendable {
  /// What stands between the holes, one more than there are holes.
  public let parts: [[UInt8]]

  public static let hole = "{dataset}"

  public init(_ text: String) {
    let hole = Array(Self.hole.utf8)
    var parts: [[UInt8]] = []
    var rest = Array(text.utf8)[...]
    var at = rest.startIndex
    while let brace = rest[at...].firstIndex(of: hole[0]) {
      guard rest[brace...].starts(with: hole) else {
        at = brace + 1
        continue
      }
      parts.append(Array(rest[..<brace]))
      rest = rest[(brace + hole.count)...]
      at = rest.startIndex
    }
    self.parts = parts + [Array(rest)]
  }

  /// The template of a store; without one a topic is named as its dataset.
  public init(of ingestion: Object?) {
    self.init(ingestion?.text(IngestionField.topic) ?? Self.hole)
  }

  public var hasHole: Bool { parts.count > 1 }

  /// Writes the topic of a dataset into a buffer that is used again.
  public func fill(_ buffer: inout [UInt8], _ name: Symbol, _ text: Interner) {
    buffer.removeAll(keepingCapacity: true)
    for (index, part) in parts.enumerated() {
      if index > 0 { text.append(name, to: &buffer) }
      buffer.append(contentsOf: part)
    }
  }

  /// The topic of a dataset.
  public func topic(_ name: Symbol, _ text: Interner) -> String {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(64)
    fill(&buffer, name, text)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// How long the topic of a dataset with a name of that length is.
  public func length(_ name: Int) -> Int {
    parts.reduce(name * (parts.count - 1)) { $0 + $1.count }
  }
}
