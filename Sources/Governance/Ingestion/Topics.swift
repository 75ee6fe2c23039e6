import Model

extension TopicTemplate {
  /// What a topic's name cannot have in it; nil if it is legal but for its length.
  var problem: String? {
    for part in parts {
      if let brace = part.firstIndex(of: UInt8(ascii: "{")) {
        let hole = String(decoding: part[brace...], as: UTF8.self)
        let end = hole.firstIndex(of: "}").map { hole[...$0] } ?? hole[...]
        return "`\(end)` is no hole: `{dataset}` is the only one"
      }
      if !part.allSatisfy(isLegal) {
        let bad = String(decoding: part, as: UTF8.self).filter { !$0.utf8.allSatisfy(isLegal) }
        return "a topic's name cannot have `\(bad.prefix(1))` in it"
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

private func isLegal(_ byte: UInt8) -> Bool {
  switch byte {
  case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
  default: false
  }
}
