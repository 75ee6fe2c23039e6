extension FastReader {
  /// Sets of bytes, looked for in eight bytes at once: the highest bit of each byte that is in the set. Bits
  /// above the lowest one may lie (a subtraction borrows upwards), so only that one counts.
  enum Bytes {
    @inline(__always) static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
      let others = word ^ 0x0101_0101_0101_0101 &* UInt64(byte)
      return (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080
    }

    @inline(__always) static func lineEnds(_ word: UInt64) -> UInt64 { equal(word, 10) }

    /// What may end a plain scalar.
    @inline(__always) static func plainEnds(_ word: UInt64) -> UInt64 {
      equal(word, 10) | equal(word, UInt8(ascii: ":")) | equal(word, UInt8(ascii: "#"))
    }

    /// What may end one inside brackets; `[` and `{` are one bit apart, and so are `]` and `}`.
    @inline(__always) static func flowEnds(_ word: UInt64) -> UInt64 {
      let folded = word | 0x2020_2020_2020_2020
      return plainEnds(word) | equal(word, UInt8(ascii: ","))
        | equal(folded, UInt8(ascii: "{")) | equal(folded, UInt8(ascii: "}"))
    }

    @inline(__always) static func singleEnds(_ word: UInt64) -> UInt64 {
      equal(word, 10) | equal(word, UInt8(ascii: "'"))
    }

    @inline(__always) static func doubleEnds(_ word: UInt64) -> UInt64 {
      equal(word, 10) | equal(word, UInt8(ascii: "\"")) | equal(word, UInt8(ascii: "\\"))
    }
  }

  /// The first byte of a set, from a place on. There is one: every set has the line break, and the last byte
  /// is one.
  @inline(__always)
  func first(_ from: Int, _ set: (UInt64) -> UInt64, _ isIn: (UInt8) -> Bool) -> Int {
    var at = from
    while at + 8 <= bytes.count {
      let found = set(word(at))
      if found != 0 { return at + (found.trailingZeroBitCount >> 3) }
      at += 8
    }
    while !isIn(bytes[at]) { at += 1 }
    return at
  }

  /// Eight bytes, the first of them lowest. There must be as many.
  @inline(__always)
  private func word(_ at: Int) -> UInt64 {
    let start = UnsafeRawPointer(bytes.baseAddress!)
    return UInt64(littleEndian: start.loadUnaligned(fromByteOffset: at, as: UInt64.self))
  }

  /// The next byte that may end a plain scalar.
  func plainStop(inFlow: Bool) -> Int {
    func mayEnd(_ byte: UInt8) -> Bool {
      byte == 10 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#")
    }
    if inFlow { return first(at, Bytes.flowEnds) { mayEnd($0) || isFlowIndicator($0) } }
    return first(at, Bytes.plainEnds, mayEnd)
  }

  /// The next byte of a quoted scalar that is not simply one of its text.
  func quoteStop(isSingle: Bool) -> Int {
    if isSingle { return first(at, Bytes.singleEnds) { $0 == 10 || $0 == UInt8(ascii: "'") } }
    return first(at, Bytes.doubleEnds) {
      $0 == 10 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
    }
  }

  /// The first byte from a place on that is no blank.
  @inline(__always)
  func pastBlanks(_ from: Int) -> Int {
    var at = from
    while at + 8 <= bytes.count {
      let others = word(at) ^ 0x2020_2020_2020_2020
      if others != 0 { return at + (others.trailingZeroBitCount >> 3) }
      at += 8
    }
    while at < bytes.count, bytes[at] == 32 { at += 1 }
    return at
  }
}
