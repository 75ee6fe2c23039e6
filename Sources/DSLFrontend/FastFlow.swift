extension FastReader {
  /// Reads a collection in brackets, whose first one is here.
  mutating func flow() throws(Unsure) {
    let outside = levels.count
    try openBracket()
    while levels.count > outside {
      try toFlowToken()
      if closes {
        closeBracket()
        if levels.count > outside { try endItem() }
      } else if levels[levels.count - 1].kind == .flowMapping {
        try flowPair()
      } else {
        try flowItem()
      }
    }
  }

  /// Reads a key and what belongs to it.
  private mutating func flowPair() throws(Unsure) {
    let key = try scalar(inFlow: true)
    append(key)
    if bytes[at] == UInt8(ascii: ":") {
      guard key.isKey(at) else { throw Unsure() }
      at += 1
      try toFlowToken()
      guard closes || bytes[at] == UInt8(ascii: ",") else { return try flowItem() }
    } else {
      try toFlowToken()
      guard closes || bytes[at] == UInt8(ascii: ",") else { throw Unsure() }
    }
    tape.append(YAMLEvent(.scalar, at, at, .plain))
    try endItem()
  }

  /// Reads an item or a value; of a collection its first bracket.
  private mutating func flowItem() throws(Unsure) {
    if bytes[at] == UInt8(ascii: "[") || bytes[at] == UInt8(ascii: "{") {
      return try openBracket()
    }
    var scalar = try scalar(inFlow: true)
    if scalar.plain, bytes[at] == 10 {
      let breaks = passBreaks()
      guard at < size else { throw Unsure() }
      try refuseMarker()
      if bytes[at] != UInt8(ascii: "#"), !isFlowIndicator(bytes[at]) {
        scalar = try longPlain(scalar, breaks, inFlow: true)
      }
    }
    append(scalar)
    try endItem()
  }

  /// Passes the comma behind an item; what else may follow is the end.
  private mutating func endItem() throws(Unsure) {
    try toFlowToken()
    if bytes[at] == UInt8(ascii: ",") {
      at += 1
    } else if !closes {
      throw Unsure()
    }
  }

  private mutating func toFlowToken() throws(Unsure) {
    toToken()
    guard at < size else { throw Unsure() }
    try refuseMarker()
  }

  /// Whether the bracket that ends the innermost collection is here.
  private var closes: Bool {
    let isMapping = levels[levels.count - 1].kind == .flowMapping
    return bytes[at] == (isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }

  private mutating func openBracket() throws(Unsure) {
    let isMapping = bytes[at] == UInt8(ascii: "{")
    try push(
      isMapping ? .flowMapping : .flowSequence,
      YAMLEvent(isMapping ? .mapping : .sequence, at, at + 1, .flow))
    at += 1
  }

  private mutating func closeBracket() {
    let kind = levels.removeLast().kind
    tape.end(YAMLEvent(kind == .flowMapping ? .mappingEnd : .sequenceEnd, at, at + 1))
    at += 1
  }
}
