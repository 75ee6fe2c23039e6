import Model

/// The name of a topic with its hole, taken apart once a store.
struct TopicTemplate {
  /// What stands between the holes, one more than there are holes.
  let parts: [[UInt8]]

  static let hole = "{dataset}"

  init(_ text: String) {
    var parts: [[UInt8]] = []
    var rest = text[...]
    while let range = rest.firstRange(of: Self.hole) {
      parts.append(Array(rest[..<range.lowerBound].utf8))
      rest = rest[range.upperBound...]
    }
    parts.append(Array(rest.utf8))
    self.parts = parts
  }

  /// The template of a store; without one a topic is named as its dataset.
  init(of ingestion: Object?) {
    self.init(ingestion?.text(IngestionField.topic) ?? Self.hole)
  }

  var hasHole: Bool { parts.count > 1 }

  /// Writes the topic of a dataset into a buffer that is used again.
  func fill(_ buffer: inout [UInt8], _ name: Symbol, _ text: Interner) {
    buffer.removeAll(keepingCapacity: true)
    for (index, part) in parts.enumerated() {
      if index > 0 { text.withBytes(name) { buffer.append(contentsOf: $0) } }
      buffer.append(contentsOf: part)
    }
  }

  /// How long the topic of a dataset with a name of that length is.
  func length(_ name: Int) -> Int {
    parts.reduce(name * (parts.count - 1)) { $0 + $1.count }
  }

  /// What a topic's name cannot have in it; nil if it is legal but for its length.
  var problem: String? {
    for part in parts {
      if let brace = part.firstIndex(of: UInt8(ascii: "{")) {
        let hole = String(decoding: part[brace...], as: UTF8.self)
        let end = hole.firstIndex(of: "}").map { hole[...$0] } ?? hole[...]
        return "`\(end)` is no hole: `{dataset}` is the only one"
      }
      if let bad = String(decoding: part, as: UTF8.self).first(where: { !isLegal($0) }) {
        return "a topic's name cannot have `\(bad)` in it"
      }
    }
    if !hasHole {
      let name = String(decoding: parts[0], as: UTF8.self)
      if name.isEmpty { return "a topic needs a name" }
      if name == "." || name == ".." { return "Kafka does not take `\(name)` as a topic's name" }
    }
    return nil
  }

  /// Kafka's own limit.
  static let longest = 249
}

private func isLegal(_ character: Character) -> Bool {
  character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
}
