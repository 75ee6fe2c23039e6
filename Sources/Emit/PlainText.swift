/// Tells text that means itself in every quoted form of SQL from text that must be escaped.
enum PlainText {
  /// Whether a text has no control character, no quote of either kind and no backslash; eight bytes at a
  /// time, by the carries of a subtraction: a byte that is to be found becomes 0 and borrows.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let memory = UnsafeRawBufferPointer(text)
    guard memory.count >= 8 else { return text.allSatisfy(isPlain) }
    var found: UInt64 = 0
    var at = 0
    while at + 8 <= memory.count {
      found |= special(memory.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at += 8
    }
    if at < memory.count {
      found |= special(memory.loadUnaligned(fromByteOffset: memory.count - 8, as: UInt64.self))
    }
    return found == 0
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Not 0 where one of eight bytes is special; a byte behind such a one may count too.
  @inline(__always)
  private static func special(_ bytes: UInt64) -> UInt64 {
    let control = (bytes &- ones &* 0x20) & ~bytes
    return
      (control | zero(bytes ^ ones &* 0x7F) | zero(bytes ^ ones &* UInt64(UInt8(ascii: "'")))
      | zero(bytes ^ ones &* UInt64(UInt8(ascii: "\"")))
      | zero(bytes ^ ones &* UInt64(UInt8(ascii: "\\")))) & highs
  }

  @inline(__always)
  private static func zero(_ bytes: UInt64) -> UInt64 { (bytes &- ones) & ~bytes }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"")
      && byte != UInt8(ascii: "\\")
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
