extension FastReader {
  /// A scalar that was read but not yet written down, as it may turn out to be a key.
  struct Scalar {
    let start: Int
    let end: Int
    var plain = false
    /// Its text was made.
    var made = false
    /// It goes over lines.
    var long = false

    /// libyaml's keys stand on one line and have at most 1024 characters up to their colon.
    func isKey(_ colon: Int) -> Bool { !long && colon - start <= 1024 }
  }

  mutating func append(_ scalar: Scalar) {
    let event = YAMLEvent(.scalar, scalar.start, scalar.end, scalar.plain ? .plain : [])
    if scalar.made { tape.appendMade(event) } else { tape.append(event) }
  }

  /// Reads a scalar on one line, or a quoted one, and the blanks behind it.
  mutating func scalar(inFlow: Bool = false) throws(Unsure) -> Scalar {
    switch bytes[at] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): try quoted()
    default: try plain(inFlow: inFlow)
    }
  }

  /// Ends a scalar of block context, which may go on over further lines if it is plain.
  mutating func finish(_ scalar: Scalar) throws(Unsure) {
    if !scalar.plain || bytes[at] == UInt8(ascii: "#") {
      guard endsLine() else { throw Unsure() }
      return append(scalar)
    }
    let breaks = passBreaks()
    if at >= size || at - lineStart <= indent || bytes[at] == UInt8(ascii: "#") {
      toToken()
      return append(scalar)
    }
    let whole = try longPlain(scalar, breaks, inFlow: false)
    toToken()
    append(whole)
  }

  /// From a line's end over empty lines to the next that is not: how many breaks more than one.
  mutating func passBreaks() -> Int {
    var breaks = -1
    while at < bytes.count, bytes[at] == 10 {
      at += 1
      lineStart = at
      breaks += 1
      at = pastBlanks(at)
    }
    if at >= size { at = size }
    return breaks
  }

  // MARK: plain

  /// Reads a plain scalar's first line.
  private mutating func plain(inFlow: Bool) throws(Unsure) -> Scalar {
    let start = at
    guard isPlainStart(bytes[at]) || bytes[at] == UInt8(ascii: "-") && !isDash else {
      throw Unsure()
    }
    let end = try plainEnd(inFlow: inFlow)
    return Scalar(start: start, end: end, plain: true)
  }

  /// Goes to what ends a plain scalar on this line: its end, without the blanks before that.
  private mutating func plainEnd(inFlow: Bool) throws(Unsure) -> Int {
    let start = at
    while true {
      at = plainStop(inFlow: inFlow)
      switch bytes[at] {
      case UInt8(ascii: ":"):
        let next = bytes[at + 1]
        if next > 32 {
          // libyaml takes that for an error.
          if inFlow, isFlowIndicator(next) || next == UInt8(ascii: "?") { throw Unsure() }
          at += 1
          continue
        }
      case UInt8(ascii: "#"):
        if at == start || bytes[at - 1] != 32 {
          at += 1
          continue
        }
      default: break
      }
      var end = at
      while end > start, bytes[end - 1] == 32 { end -= 1 }
      return end
    }
  }

  /// Reads on a plain scalar over lines: `at` is on its second one.
  mutating func longPlain(_ first: Scalar, _ breaks: Int, inFlow: Bool) throws(Unsure) -> Scalar {
    var breaks = breaks
    var end = first.end
    tape.put(slice(first.start, first.end))
    while true {
      fold(breaks)
      let start = at
      end = try plainEnd(inFlow: inFlow)
      // Such a line is a key to whoever wrote it, and to libyaml an error.
      guard end > start, bytes[at] != UInt8(ascii: ":") else { throw Unsure() }
      tape.put(slice(start, end))
      if bytes[at] != 10 { break }
      breaks = passBreaks()
      if at >= size || bytes[at] == UInt8(ascii: "#") { break }
      if inFlow {
        if isFlowIndicator(bytes[at]) { break }
        if bytes[at] == UInt8(ascii: ":") { throw Unsure() }
        try refuseMarker()
      } else if at - lineStart <= indent {
        break
      }
    }
    return Scalar(start: first.start, end: end, plain: true, made: true, long: true)
  }

  /// A line break is a blank; several are one less.
  private mutating func fold(_ breaks: Int) {
    if breaks == 0 { return tape.put(32) }
    for _ in 0..<breaks { tape.put(10) }
  }

  // MARK: quoted

  private mutating func quoted() throws(Unsure) -> Scalar {
    let start = at
    let quote = bytes[at]
    let isSingle = quote == UInt8(ascii: "'")
    at += 1
    at = quoteStop(isSingle: isSingle)
    let isWhole = bytes[at] == quote && !(isSingle && bytes[at + 1] == quote)
    let long = isWhole ? false : try unquoted(from: start + 1, quote)
    at += 1
    let end = at
    at = pastBlanks(at)
    return Scalar(start: start, end: end, made: !isWhole, long: long)
  }

  /// Makes the text of a quoted scalar from its content's start on, and goes to the quote that ends it:
  /// whether it goes over lines.
  private mutating func unquoted(from start: Int, _ quote: UInt8) throws(Unsure) -> Bool {
    tape.put(slice(start, at))
    // Blanks before a line break are no part of the text.
    var solid = tape.made
    var back = at
    while back > start, bytes[back - 1] == 32 { back -= 1 }
    solid -= at - back
    var long = false
    while true {
      let byte = bytes[at]
      if byte == quote {
        guard quote == UInt8(ascii: "'"), bytes[at + 1] == quote else { return long }
        tape.put(quote)
        at += 2
        solid = tape.made
      } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        tape.put(try escaped(bytes[at + 1]))
        at += 2
        solid = tape.made
      } else if byte == 10 {
        tape.cut(to: solid)
        let breaks = passBreaks()
        guard at < size else { throw Unsure() }
        try refuseMarker()
        fold(breaks)
        solid = tape.made
        long = true
      } else {
        tape.put(byte)
        at += 1
        if byte != 32 { solid = tape.made }
      }
    }
  }

  private func escaped(_ byte: UInt8) throws(Unsure) -> UInt8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "r"): 13
    default: throw Unsure()
    }
  }

  /// Inside brackets and quotes a document's marker is an error.
  func refuseMarker() throws(Unsure) {
    if at == lineStart, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: ".") {
      throw Unsure()
    }
  }

  func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[start..<end])
  }
}

/// What ends a plain scalar inside brackets.
func isFlowIndicator(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
    UInt8(ascii: "}"):
    true
  default: false
  }
}

/// Whether a plain scalar may begin so, whatever follows.
private func isPlainStart(_ byte: UInt8) -> Bool {
  switch byte {
  case 48...57, 65...90, 97...122, 128...255: true
  case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "("),
    UInt8(ascii: ")"), UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "<"),
    UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ";"),
    UInt8(ascii: "\\"):
    true
  default: false
  }
}
