/// How Python writes text.
///
/// ASCII that can be seen stands as it is, and so do letters, marks, numbers, punctuation and
/// symbols of any script. Everything that a reader of a diff could not see (controls, blanks other
/// than the space, line separators, direction marks, private and unassigned characters) is an
/// escape, so a line of the file is a line on every screen.
enum PythonString {
  /// Appends `text` as a literal in quotes. Double quotes, unless single ones need fewer escapes:
  /// what black and ruff write.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    let isDone = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard PlainText.isASCII(utf8, without: UInt8(ascii: "\"")) else { return false }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: utf8)
      bytes.append(UInt8(ascii: "\""))
      return true
    }
    if isDone == true { return }
    var single = 0
    var double = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") { single += 1 }
      if byte == UInt8(ascii: "\"") { double += 1 }
    }
    let quote = double > single ? UInt8(ascii: "'") : UInt8(ascii: "\"")
    bytes.append(quote)
    appendBody(text, quote: quote, to: &bytes)
    bytes.append(quote)
  }

  /// Appends what stands between the quotes.
  static func appendBody(_ text: String, quote: UInt8, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case UInt32(quote), 0x5C:
        bytes.append(0x5C)
        bytes.append(UInt8(scalar.value))
      case 0x20...0x7E: bytes.append(UInt8(scalar.value))
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0...0xFF where !isVisible(scalar):
        bytes += "\\x".utf8
        appendHex(scalar.value, digits: 2, to: &bytes)
      case 0...0xFFFF where !isVisible(scalar):
        bytes += "\\u".utf8
        appendHex(scalar.value, digits: 4, to: &bytes)
      case _ where !isVisible(scalar):
        bytes += "\\U".utf8
        appendHex(scalar.value, digits: 8, to: &bytes)
      default: bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }

  private static func appendHex(_ value: UInt32, digits: Int, to bytes: inout [UInt8]) {
    for place in (0..<digits).reversed() {
      let digit = UInt8((value >> UInt32(place * 4)) & 0xF)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
