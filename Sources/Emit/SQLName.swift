/// An identifier of SQL, in quotes whatever it holds; escaped once, written many times.
public struct SQLName: Hashable, Sendable {
  /// As the catalogue has it.
  public let text: String
  let quoted: [UInt8]
  /// The text that a copy of a form puts in place of this name.
  let hole: Int?

  /// - Parameter text: as the catalogue has it. A NUL, which no identifier can hold, is left out.
  public init(_ text: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 2)
    SQLName.append(text, to: &bytes)
    quoted = bytes
    self.text = text
    hole = nil
  }

  /// Appends the name in quotes.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var written = text
    written.withUTF8 { append($0, to: &bytes) }
  }

  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    if PlainText.isPlain(text) { return PlainText.append(text, in: quote, to: &bytes) }
    bytes.append(quote)
    for byte in text where byte != 0 {
      bytes.append(byte)
      if byte == quote { bytes.append(byte) }
    }
    bytes.append(quote)
  }

  /// A name, or several with commas between them, that a copy of a form puts here.
  public init(hole: Int) {
    text = ""
    quoted = []
    self.hole = hole
  }
}

/// A table or view in its schema.
public struct SQLTable: Hashable, Sendable {
  public let schema: SQLName
  public let name: SQLName

  public init(_ schema: String, _ name: String) {
    self.init(SQLName(schema), SQLName(name))
  }

  public init(_ schema: SQLName, _ name: SQLName) {
    self.schema = schema
    self.name = name
  }
}

/// The name of a type, as the catalogue spells it.
public struct SQLType: Hashable, Sendable {
  public let text: String

  /// - Parameter text: lower-case words, with digits in parentheses and brackets; nothing of a user's.
  public init(_ text: String) {
    precondition(text.utf8.allSatisfy(SQLType.isPlain), "\(text) is no type")
    self.text = text
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
      UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default: false
    }
  }
}
