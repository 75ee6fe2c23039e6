import Model

/// What rules ask of texts, found in one walk over all distinct ones. Most texts are nothing special, and
/// what holds only such need not be looked at.
struct TextMarks: OptionSet {
  let rawValue: UInt8

  /// An SQL keyword, in any case.
  static let keyword = TextMarks(rawValue: 1)
  /// As a column's name it is one that dsgen uses.
  static let taken = TextMarks(rawValue: 2)
  /// Longer than PostgreSQL's names.
  static let long = TextMarks(rawValue: 4)
  /// Has letters in upper case.
  static let upper = TextMarks(rawValue: 8)
  /// Says nothing.
  static let blank = TextMarks(rawValue: 16)
  /// Looks like a secret.
  static let secret = TextMarks(rawValue: 32)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let seen = Bytes(of: text)
    var marks: TextMarks = []
    if text.count > Engine.postgres.longestName { marks.insert(.long) }
    if seen.contains(.upper) { marks.insert(.upper) }
    if seen.isSubset(of: .space) { marks.insert(.blank) }
    if seen.isSubset(of: [.upper, .lower]), isReserved(text) { marks.insert(.keyword) }
    if isTaken(text) { marks.insert(.taken) }
    if seen.contains(.telling) || text.count >= shortestWordySecret, kindOfSecret(in: text) != nil {
      marks.insert(.secret)
    }
    self = marks
  }

  /// By symbol.
  static func all(in text: Interner) -> [TextMarks] {
    (0..<UInt32(text.count)).map { text.withBytes(Symbol(index: $0), TextMarks.init) }
  }
}

/// The kinds of a text's bytes.
private struct Bytes: OptionSet {
  let rawValue: UInt8

  static let space = Bytes(rawValue: 1)
  static let upper = Bytes(rawValue: 2)
  /// Or `_`, as in keywords.
  static let lower = Bytes(rawValue: 4)
  /// One of those that most secrets have in them.
  static let telling = Bytes(rawValue: 8)
  static let other = Bytes(rawValue: 16)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of text: UnsafeBufferPointer<UInt8>) {
    var seen: UInt8 = 0
    Self.kinds.withUnsafeBufferPointer { kinds in
      for byte in text { seen |= kinds[Int(byte)].rawValue }
    }
    rawValue = seen
  }

  private static let kinds: [Bytes] = (0...255).map { byte in
    let character = UInt8(byte)
    if character <= 32 { return .space }
    if tellsSecret(character) { return character &- 65 < 26 ? [.upper, .telling] : .telling }
    if character &- 65 < 26 { return .upper }
    return character &- 97 < 26 || character == UInt8(ascii: "_") ? .lower : .other
  }
}
