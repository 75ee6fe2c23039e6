/// How a string is written as a YAML scalar, so that every reader of YAML 1.1 and 1.2 gives it back.
public enum YAMLScalar {
  /// The string as one line: plain where nobody could mistake it, else in quotes.
  public static func line(_ text: String) -> String {
    if isPlain(text) || isQuantity(text) { return text }
    // JSON, say, is easier to read in single quotes, which need no escapes inside.
    let marks = text.utf8.filter { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    let single = !marks.isEmpty && !text.utf8.contains(UInt8(ascii: "'"))
    return single && text.unicodeScalars.allSatisfy(isVisible) ? "'\(text)'" : quoted(text)
  }

  /// `20Gi`, `500m`: digits and a unit, which no reader takes for a number.
  static func isQuantity(_ text: String) -> Bool {
    let digits = text.utf8.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    let unit = text.utf8.dropFirst(digits.count)
    return !digits.isEmpty
      && ["m", "Ki", "Mi", "Gi", "Ti"].contains { $0.utf8.elementsEqual(unit) }
  }

  /// Whether the text needs no quotes. It is narrower than YAML: the text begins with a letter, `/`
  /// or `_`, so that no number, date, tag, anchor or indicator begins it.
  static func isPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "_") else {
      return false
    }
    guard last != UInt8(ascii: " "), last != UInt8(ascii: ":") else { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: ":"):
        if bytes[index + 1] == UInt8(ascii: " ") { return false }
      case UInt8(ascii: " "):
        if bytes[index + 1] == UInt8(ascii: " ") { return false }
      default:
        if !isLetter(byte) && !plainMarks.contains(byte) { return false }
      }
    }
    return !words.contains(text.lowercased())
  }

  /// The string in double quotes; what can't be seen is written as an escape.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0": result += "\\0"
      default: result += isVisible(scalar) ? String(scalar) : escape(scalar)
      }
    }
    return result + "\""
  }

  /// Whether the text can stand in a literal block: lines of visible characters and tabs, the last
  /// one with a line break.
  static func isBlock(_ text: String) -> Bool {
    guard text.utf8.last == UInt8(ascii: "\n"), text.utf8.contains(where: { $0 > 32 }) else {
      return false
    }
    return text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isVisible($0) }
  }

  /// Whether a reader of the file sees the character, and every parser takes it as it is.
  static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) =
      scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  private static let plainMarks = Array("0123456789_./@+=,-()$;<>".utf8)
  /// What YAML 1.1 readers take for a boolean or null, and `=`, its odd "value" type.
  private static let words: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity",
  ]
}
