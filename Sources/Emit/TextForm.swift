/// Text with holes, put together once for all its copies, which differ in what their holes hold.
struct TextForm: Sendable {
  /// Text up to a hole; what follows the last hole has none.
  struct Piece: Sendable {
    let start: Int32
    let end: Int32
    /// The number of line breaks in it.
    let lines: Int32
    /// -1: none.
    let hole: Int32
  }

  /// What stands between the holes, and behind it bytes that may be read.
  let bytes: [UInt8]
  let pieces: [Piece]
  /// What its copies ask for.
  let holes: HoleSet

  init(_ buffer: TextBuffer) {
    let text = buffer.bytes
    var pieces: [Piece] = []
    var holes = HoleSet()
    var start = 0
    func add(to end: Int, _ hole: Int) {
      let lines = text[start..<end].count { $0 == UInt8(ascii: "\n") }
      pieces.append(
        Piece(start: Int32(start), end: Int32(end), lines: Int32(lines), hole: Int32(hole)))
      start = end
    }
    for hole in buffer.holes {
      add(to: hole.offset, hole.number)
      holes.insert(hole.number)
    }
    if start < text.count { add(to: text.count, -1) }
    bytes = text + [UInt8](repeating: 0, count: RawText.margin)
    self.pieces = pieces
    self.holes = holes
  }

  /// The memory of both, so that the innermost loops hold no arrays.
  func withPieces(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Piece>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      pieces.withUnsafeBufferPointer { pieces in body(bytes, pieces) }
    }
  }

  var isOneLine: Bool { pieces.allSatisfy { $0.lines == 0 } }
}

/// Numbers of holes, below 64.
public struct HoleSet: Sendable {
  private var bits: UInt64 = 0

  public init() {}

  mutating func insert(_ hole: Int) {
    precondition((0..<64).contains(hole), "a form has at most 64 different holes")
    bits |= 1 << UInt64(hole)
  }

  public func contains(_ hole: Int) -> Bool { bits >> UInt64(hole) & 1 == 1 }

  public func union(_ other: HoleSet) -> HoleSet {
    var both = self
    both.bits |= other.bits
    return both
  }
}

extension TextBuffer {
  /// A copy of a form.
  mutating func fill(_ form: TextForm, _ texts: HoleTexts) {
    form.withPieces { constant, pieces in
      texts.withParts { filled, parts in
        var size = RawText.margin
        for piece in pieces {
          size += Int(piece.end - piece.start)
          if piece.hole >= 0 { size += HoleTexts.size(of: Int(piece.hole), in: parts) }
        }
        write(atMost: size) { text in
          for piece in pieces {
            text.append(
              constant.baseAddress! + Int(piece.start), Int(piece.end - piece.start),
              of: constant.count - Int(piece.start), lines: Int(piece.lines))
            if piece.hole < 0 { continue }
            let part = parts[Int(piece.hole)]
            text.append(
              filled.baseAddress! + Int(part.start), Int(part.end - part.start),
              of: filled.count - Int(part.start), lines: Int(part.lines))
          }
        }
      }
    }
  }
}
