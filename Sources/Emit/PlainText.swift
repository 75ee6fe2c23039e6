/// Tells text that means itself in quotes from text that must be escaped.
enum PlainText {
  /// For every quoted form of SQL: no control character, no quote of either kind, no backslash.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    !ByteSearch.hasAny(of: text) { bytes in
      bytes.controls | bytes.equal(0x7F) | bytes.equal(UInt8(ascii: "'"))
        | bytes.equal(UInt8(ascii: "\"")) | bytes.equal(UInt8(ascii: "\\"))
    }
  }

  /// Whether a text is ASCII that can be seen, without `"`, `\` and another byte.
  static func isASCII(_ text: UnsafeBufferPointer<UInt8>, without other: UInt8) -> Bool {
    !ByteSearch.hasAny(of: text) { bytes in
      bytes.controls | bytes.eight | bytes.equal(0x7F) | bytes.equal(UInt8(ascii: "\""))
        | bytes.equal(UInt8(ascii: "\\")) | bytes.equal(other)
    }
  }

  /// Appends text between two of a quote.
  static func append(
    _ text: UnsafeBufferPointer<UInt8>, in quote: UInt8, to bytes: inout [UInt8]
  ) {
    _ = bytes.append(atMost: text.count + 2) { $0.append(text, in: quote) }
  }

  /// Appends a text as a name, and once more as a literal.
  static func appendTwice(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    _ = bytes.append(atMost: 2 * text.count + 4) { out in
      out.append(text, in: UInt8(ascii: "\""))
      out.append(text, in: UInt8(ascii: "'"))
    }
  }
}

extension RawText {
  @inline(__always)
  fileprivate mutating func append(_ text: UnsafeBufferPointer<UInt8>, in quote: UInt8) {
    append(quote)
    if let start = text.baseAddress { append(start, text.count, of: text.count) }
    append(quote)
  }
}
