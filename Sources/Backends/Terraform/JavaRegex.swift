/// Literal text inside Java's regular expressions.
enum JavaRegex {
  /// A pattern that matches exactly this text, and that survives in lists: what list parsers split
  /// at or trim (`,` `;` `:` and blanks) is written by its number.
  static func literal(_ text: String) -> String {
    if text.utf8.allSatisfy(isWord) { return text }
    var pattern: [UInt8] = []
    appendLiteral(text, to: &pattern)
    return String(decoding: pattern, as: UTF8.self)
  }

  /// The same, whatever flags the pattern is compiled with: Debezium's lists ignore case, and a
  /// table or column that differs from a modelled one only in case must stay out.
  static func appendExact(_ text: String, to pattern: inout [UInt8]) {
    pattern += "(?-i)".utf8
    appendLiteral(text, to: &pattern)
  }

  static func appendLiteral(_ text: String, to pattern: inout [UInt8]) {
    var text = text
    text.withUTF8 { appendLiteral($0, to: &pattern) }
  }

  /// The same of UTF-8.
  static func appendLiteral(_ utf8: UnsafeBufferPointer<UInt8>, to pattern: inout [UInt8]) {
    if utf8.allSatisfy(isWord) {
      pattern.append(contentsOf: utf8)
      return
    }
    if utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in utf8 { appendASCII(byte, to: &pattern) }
      return
    }
    let text = String(decoding: utf8, as: UTF8.self)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{0}"..."\u{7F}": appendASCII(UInt8(scalar.value), to: &pattern)
      default: pattern += numbered(scalar).utf8
      }
    }
  }

  private static func appendASCII(_ byte: UInt8, to pattern: inout [UInt8]) {
    if isWord(byte) { return pattern.append(byte) }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), 0...0x20, 0x7F:
      pattern += numbered(Unicode.Scalar(byte)).utf8
    default:
      // A backslash before any other ASCII character makes it literal.
      pattern.append(UInt8(ascii: "\\"))
      pattern.append(byte)
    }
  }

  /// Text as the replacement of `Matcher.replaceFirst`.
  static func replacement(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      if character == "\\" || character == "$" { result += "\\" }
      result.unicodeScalars.append(character)
    }
    return result
  }

  /// Letters, digits and `_` of ASCII.
  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    let bits: UInt64 = byte < 64 ? 0x03FF_0000_0000_0000 : byte < 128 ? 0x07FF_FFFE_87FF_FFFE : 0
    return bits >> UInt64(byte & 63) & 1 == 1
  }

  private static func numbered(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    if scalar.value > 0xFF { return "\\x{\(hex)}" }
    return hex.utf8.count == 1 ? "\\x0\(hex)" : "\\x\(hex)"
  }
}
