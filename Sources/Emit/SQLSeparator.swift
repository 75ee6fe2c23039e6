/// What stands between the items of a list.
public enum SQLSeparator: Sendable {
  /// A comma; a new line, at these steps of indentation, where a line grows long.
  case comma(indent: Int)
  /// A comma and a new line.
  case line
  case and

  /// No separator takes more bytes.
  static let size = 16

  /// - Parameter start: where the line has begun.
  @inline(__always)
  func write(_ start: inout Int, to text: inout RawText) {
    switch self {
    case .comma(let indent):
      text.append(UInt8(ascii: ","))
      guard text.count - start > SQLWriter.width else { return text.append(UInt8(ascii: " ")) }
      text.newline(indentation: 2 * indent)
      start = text.count
    case .line:
      text.append(UInt8(ascii: ","))
      text.newline(indentation: 2)
    case .and: for byte in " and ".utf8 { text.append(byte) }
    }
  }
}
