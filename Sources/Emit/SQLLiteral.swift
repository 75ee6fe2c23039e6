/// How SQL, and psql around it, write text.
enum SQLLiteral {
  /// Appends a literal that means the same whatever `standard_conforming_strings` says; psql looks for
  /// variables and commands outside of quotes only. A NUL, which no text can hold, is left out.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { append($0, to: &bytes) }
  }

  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    if PlainText.isPlain(text) {
      PlainText.append(text, in: UInt8(ascii: "'"), to: &bytes)
    } else {
      appendEscaped(String(decoding: text, as: UTF8.self), to: &bytes)
    }
  }

  private static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\\") && $0 != 0x7F }
    if !isPlain { bytes.append(UInt8(ascii: "E")) }
    bytes.append(UInt8(ascii: "'"))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": bytes += "''".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\0": break
      case "\u{1}"..."\u{1F}", "\u{7F}":
        bytes += "\\x".utf8
        bytes.append(digit(scalar.value >> 4))
        bytes.append(digit(scalar.value & 15))
      default: bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    bytes.append(UInt8(ascii: "'"))
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    UInt8(value < 10 ? 48 + value : 87 + value)
  }
}
