/// A JSON text that people may have edited, RFC 8259: what is wrong with it is told with its place.
struct JSONText {
  indirect enum Value {
    case null
    case bool(Bool)
    /// As it is written.
    case number(String)
    case text(String)
    case list([Item])
    /// In the order in which they are written.
    case object([(key: String, item: Item)])
  }

  /// A value and where it begins, in bytes.
  struct Item {
    let value: Value
    let start: Int
  }

  struct Fault: Error {
    let message: String
    let start: Int
  }

  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  static func parse(_ bytes: [UInt8]) throws(Fault) -> Item {
    var text = JSONText(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text.at = 3 }
    let item = try text.item()
    text.skipBlanks()
    if text.at < bytes.count { throw text.fault("nothing may follow the value") }
    return item
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ message: String) -> Fault { Fault(message: message, start: at) }

  private mutating func skipBlanks() {
    while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9
  }

  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: byte) else { return false }
    at += 1
    return true
  }

  private mutating func item() throws(Fault) -> Item {
    skipBlanks()
    let start = at
    guard at < bytes.count else { throw fault("a value is missing at the end") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return Item(value: .object(try object()), start: start)
    case UInt8(ascii: "["): return Item(value: .list(try list()), start: start)
    case UInt8(ascii: "\""): return Item(value: .text(try text()), start: start)
    default:
      let isWord: (UInt8) -> Bool = {
        !Self.isBlank($0) && $0 != 0x2C && $0 != 0x5D && $0 != 0x7D
      }
      let end = bytes[at...].firstIndex { !isWord($0) } ?? bytes.count
      let word = String(decoding: bytes[at..<end], as: UTF8.self)
      let value: Value
      switch word {
      case "null": value = .null
      case "true": value = .bool(true)
      case "false": value = .bool(false)
      case _
      where Double(word) != nil && word.utf8.allSatisfy { "+-.eE0123456789".utf8.contains($0) }:
        value = .number(word)
      default: throw fault("a value is wanted here")
      }
      at = end
      return Item(value: value, start: start)
    }
  }

  private mutating func open() throws(Fault) {
    depth += 1
    if depth > 64 { throw fault("values are nested too deep") }
    at += 1
  }

  private mutating func list() throws(Fault) -> [Item] {
    try open()
    defer { depth -= 1 }
    var items: [Item] = []
    if take("]") { return items }
    while true {
      items.append(try item())
      if take("]") { return items }
      if !take(",") { throw fault("a comma or `]` is missing here") }
    }
  }

  private mutating func object() throws(Fault) -> [(key: String, item: Item)] {
    try open()
    defer { depth -= 1 }
    var entries: [(key: String, item: Item)] = []
    if take("}") { return entries }
    while true {
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw fault("a name in quotes is wanted here")
      }
      let key = try text()
      if !take(":") { throw fault("a `:` is missing here") }
      entries.append((key, try item()))
      if take("}") { return entries }
      if !take(",") { throw fault("a comma or `}` is missing here") }
    }
  }

  private mutating func text() throws(Fault) -> String {
    at += 1
    var units: [UInt8] = []
    while at < bytes.count {
      let plain = bytes[at...].prefix { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
      units += plain
      at = plain.endIndex
      if at == bytes.count { break }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        guard let text = String(validating: units, as: UTF8.self) else {
          throw fault("the text before this is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): units += try escape()
      default: throw fault("a control character must be escaped")
      }
    }
    throw fault("the quote is never closed")
  }

  private static let escapes: [UInt8: UInt8] = [
    0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9,
  ]

  private mutating func escape() throws(Fault) -> [UInt8] {
    guard at + 1 < bytes.count else { throw fault("the quote is never closed") }
    if let byte = Self.escapes[bytes[at + 1]] {
      at += 2
      return [byte]
    }
    var unit = try unicode()
    if (0xD800..<0xDC00).contains(unit) {
      let low = try unicode()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("half of a pair is missing") }
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw fault("this is no character") }
    return Array(String(scalar).utf8)
  }

  private mutating func unicode() throws(Fault) -> UInt32 {
    guard at + 6 <= bytes.count, bytes[at] == UInt8(ascii: "\\"),
      bytes[at + 1] == UInt8(ascii: "u"),
      let unit = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16)
    else { throw fault("this is no escape") }
    at += 6
    return unit
  }
}
