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
