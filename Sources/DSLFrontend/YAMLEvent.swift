/// One event of a YAML stream, with byte offsets: 16 bytes.
package struct YAMLEvent: Equatable {
  package enum Kind: UInt8 {
    case streamEnd, documentStart, documentEnd, scalar, sequence, sequenceEnd, mapping, mappingEnd,
      alias
  }

  package struct Marks: OptionSet {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Of a scalar: written without quotes.
    package static let plain = Marks(rawValue: 1)
    /// Of a collection: written with brackets.
    package static let flow = Marks(rawValue: 2)
    package static let tagged = Marks(rawValue: 4)
    package static let anchored = Marks(rawValue: 8)
    /// Of a scalar: its text does not stand in the file as it is meant.
    package static let made = Marks(rawValue: 16)
  }

  package let kind: Kind
  package var marks: Marks
  private let first: UInt32
  private let last: UInt32
  /// Of a scalar its symbol; before it has one, and if its text was made, which one. Of a collection's
  /// start the event that ends it.
  package var link: UInt32 = 0

  init(_ kind: Kind, _ start: Int, _ end: Int, _ marks: Marks = []) {
    self.kind = kind
    self.marks = marks
    first = UInt32(truncatingIfNeeded: start)
    last = UInt32(truncatingIfNeeded: end)
  }

  package var start: Int { Int(first) }
  package var end: Int { Int(last) }
  var plain: Bool { marks.contains(.plain) }
  var flow: Bool { marks.contains(.flow) }
  /// Of a collection's start: its kind, if it is written with brackets.
  var brackets: Kind? { flow ? kind : nil }
  /// A scalar that is not there.
  var isAbsent: Bool { kind == .scalar && plain && first == last }
  /// A scalar with neither a tag nor an anchor.
  var isCommonScalar: Bool { kind == .scalar && marks.isDisjoint(with: [.tagged, .anchored]) }
  var tagged: Bool { marks.contains(.tagged) }
  var anchored: Bool { marks.contains(.anchored) }
}
