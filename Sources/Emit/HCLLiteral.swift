/// Text as a quoted HCL template, safe whatever it holds.
///
/// `"` and `\` are escaped, `${` and `%{` are doubled so that no template starts, and everything
/// that a reviewer could not see or that could reorder the line is written by its number: control
/// characters (NUL too: Terraform reads `\u0000` as one), line and paragraph separators, the byte
/// order mark, direction and zero-width marks. Terraform keeps strings in Unicode's composed form
/// (NFC), so a text in another form is read back composed; nothing in HCL can avoid that.
enum HCLLiteral {
  /// Appends the literal with its quotes.
  static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    let isDone = text.utf8.withContiguousStorageIfAvailable { appendASCII($0, to: &out) }
    if isDone != true { escape(text, to: &out) }
    out.append(UInt8(ascii: "\""))
  }

  /// The same of UTF-8.
  static func write(_ text: [UInt8], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    if !text.withUnsafeBufferPointer({ appendASCII($0, to: &out) }) {
      escape(String(decoding: text, as: UTF8.self), to: &out)
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Appends text of visible ASCII; says whether it was such text.
  private static func appendASCII(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) -> Bool
  {
    if PlainText.isASCII(text, without: UInt8(ascii: "{")) {
      out.append(contentsOf: text)
      return true
    }
    var hidden: UInt8 = 0
    for byte in text { hidden |= byte < 0x20 || byte >= 0x7F ? 1 : 0 }
    if hidden != 0 { return false }
    escapeASCII(text, to: &out)
    return true
  }

  private static func escapeASCII(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    var start = 0
    for at in text.indices {
      switch text[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        out.append(contentsOf: text[start..<at])
        out.append(UInt8(ascii: "\\"))
        start = at
      case UInt8(ascii: "{") where at > 0 && "$%".utf8.contains(text[at - 1]):
        out.append(contentsOf: text[start..<at])
        out.append(text[at - 1])
        start = at
      default: break
      }
    }
    out.append(contentsOf: text[start...])
  }

  private static func escape(_ text: String, to out: inout [UInt8]) {
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out.append(contentsOf: #"\""#.utf8)
      case "\\": out.append(contentsOf: #"\\"#.utf8)
      case "\n": out.append(contentsOf: #"\n"#.utf8)
      case "\r": out.append(contentsOf: #"\r"#.utf8)
      case "\t": out.append(contentsOf: #"\t"#.utf8)
      case "{" where previous == "$" || previous == "%":
        out.append(UInt8(previous.value))
        out.append(UInt8(ascii: "{"))
      case _ where isHidden(scalar): writeNumber(scalar, to: &out)
      default: out.append(contentsOf: UTF8.encode(scalar)!)
      }
      previous = scalar
    }
  }

  /// The literal as text.
  static func text(_ value: String) -> String {
    var bytes: [UInt8] = []
    write(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Characters that are escaped because they are invisible, end a line, or turn its direction.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      return true
    default:
      return false
    }
  }

  private static func writeNumber(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    let wide = scalar.value > 0xFFFF
    let hex = String(scalar.value, radix: 16, uppercase: true)
    out.append(contentsOf: (wide ? #"\U"# : #"\u"#).utf8)
    for _ in hex.utf8.count..<(wide ? 8 : 4) { out.append(UInt8(ascii: "0")) }
    out.append(contentsOf: hex.utf8)
  }
}
