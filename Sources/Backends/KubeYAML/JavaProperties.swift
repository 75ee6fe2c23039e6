/// Lines of a Java properties file, read back equal by `java.util.Properties`.
enum JavaProperties {
  static func text(_ lines: [(key: String, value: String)]) -> String {
    lines.map { "\($0.key)=\(escaped($0.value))\n" }.joined()
  }

  static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case " " where result.isEmpty: result += "\\ "
      case _ where scalar.value >= 0x20 && scalar.value < 0x7F: result += String(scalar)
      default:
        // Properties files know UTF-16 units only.
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result
  }
}
