/// A file and what fixes have made of it: pieces of what was there, and text between them.
///
/// Fixes come in rounds, each in places of the text as the round before has left it.
struct EditedFile: Sendable {
  let path: String
  let original: [UInt8]
  private var pieces: [Piece]

  private enum Piece: Sendable {
    case kept(Range<Int>)
    case new([UInt8])

    var count: Int {
      switch self {
      case .kept(let range): range.count
      case .new(let bytes): bytes.count
      }
    }
  }

  /// One replacement in the original.
  struct Change: Equatable, Sendable {
    let range: Range<Int>
    let bytes: [UInt8]
  }

  init(path: String, _ original: [UInt8]) {
    self.path = path
    self.original = original
    pieces = [.kept(0..<original.count)]
  }

  /// The text as it is now.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .kept(let range): bytes += original[range]
      case .new(let text): bytes += text
      }
    }
    return bytes
  }

  /// All that differs from the original, in the order of its places.
  var changes: [Change] {
    var changes: [Change] = []
    var end = 0
    var text: [UInt8] = []
    for piece in pieces + [.kept(original.count..<original.count)] {
      switch piece {
      case .new(let bytes): text += bytes
      case .kept(let range):
        if range.lowerBound > end || !text.isEmpty {
          changes.append(Change(range: end..<range.lowerBound, bytes: text))
          text = []
        }
        end = range.upperBound
      }
    }
    return changes
  }

  /// Makes changes in the text as it is now.
  /// - Parameter edits: in the order of their places; none overlaps another.
  mutating func apply(_ edits: [Change]) {
    var rest = pieces[...]
    var result: [Piece] = []
    var at = 0
    /// Moves what is left up to a place to the result, or drops it.
    func pass(to place: Int, keep: Bool) {
      while at < place, let piece = rest.popFirst() {
        let count = min(piece.count, place - at)
        let (head, tail) = Self.split(piece, at: count)
        if keep { result.append(head) }
        if let tail { rest = [tail] + rest }
        at += count
      }
    }
    for edit in edits {
      pass(to: edit.range.lowerBound, keep: true)
      pass(to: edit.range.upperBound, keep: false)
      result.append(.new(edit.bytes))
    }
    pieces = result + rest
  }

  private static func split(_ piece: Piece, at count: Int) -> (Piece, Piece?) {
    if count >= piece.count { return (piece, nil) }
    switch piece {
    case .kept(let range):
      let middle = range.lowerBound + count
      return (.kept(range.lowerBound..<middle), .kept(middle..<range.upperBound))
    case .new(let bytes): return (.new(Array(bytes[..<count])), .new(Array(bytes[count...])))
    }
  }
}
