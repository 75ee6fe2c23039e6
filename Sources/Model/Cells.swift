/// Many cells, in blocks of memory that never move: it grows, and takes over another one, without a copy
/// of what is there. The cells of one run lie side by side.
///
/// A value: who changes it while another holds it too changes a copy.
public struct Cells: @unchecked Sendable {
  /// Numbers count through pieces of 2^16 cells, 1 MiB; a block has one, or more where a run needs them.
  @usableFromInline static let bits = 16
  @usableFromInline static let mask = 1 << bits - 1

  /// What was allocated at once. Memory that nothing was written to is no burden.
  @usableFromInline final class Block: @unchecked Sendable {
    let start: UnsafeMutablePointer<Cell>
    let pieces: Int

    init(pieces: Int) {
      self.pieces = pieces
      start = .allocate(capacity: pieces << Cells.bits)
    }

    deinit { start.deallocate() }
  }

  @usableFromInline var blocks: [Block] = []
  /// By block: how many cells were written, and its first piece.
  private var used: [Int] = []
  private var firstPiece: [Int] = []
  @usableFromInline private(set) var pieces: [UnsafeMutablePointer<Cell>] = []
  /// One more than the number of the last cell; some numbers below it may stand for no cell.
  public private(set) var end = 0

  public init() {}

  @inlinable
  func pointer(_ number: Int) -> UnsafeMutablePointer<Cell> {
    pieces[number >> Self.bits] + number & Self.mask
  }

  @inlinable
  public subscript(number: Int) -> Cell {
    precondition(number >= 0 && number < end, "no cell has that number")
    return pointer(number).pointee
  }

  /// A part of one run.
  @inlinable
  public subscript(part: Range<Int>) -> CellRun {
    // An object without fields may stand behind the last cell.
    if part.isEmpty { return CellRun() }
    precondition(part.lowerBound >= 0 && part.upperBound <= end, "no cells have that number")
    return CellRun(blocks, pointer(part.lowerBound), part.count)
  }

  /// Adds a run.
  /// - Returns: the number of its first cell.
  public mutating func append(_ run: ArraySlice<Cell>) -> Int {
    if run.isEmpty { return end }
    if blocks.isEmpty || end + run.count > pieces.count << Self.bits { grow(run.count) }
    let last = blocks.count - 1
    own(last)
    run.withUnsafeBufferPointer {
      (blocks[last].start + used[last]).update(from: $0.baseAddress!, count: $0.count)
    }
    used[last] += run.count
    end += run.count
    return end - run.count
  }

  /// Writes another run of the same length in the place of one.
  public mutating func replace(from first: Int, with run: ArraySlice<Cell>) {
    precondition(first + run.count <= end, "no cells have that number")
    own(firstPiece.lastIndex { $0 <= first >> Self.bits }!)
    for (offset, cell) in run.enumerated() { pointer(first)[offset] = cell }
  }

  /// Changes each cell of what was taken over last.
  /// - Parameter first: what `take` has returned.
  public mutating func change(from first: Int, _ body: (inout Cell) -> Void) {
    for index in blocks.indices {
      let from = max(0, first - firstPiece[index] << Self.bits)
      if from >= used[index] { continue }
      own(index)
      let start = blocks[index].start
      for offset in from..<used[index] { body(&start[offset]) }
    }
  }

  /// Takes over what another one has.
  /// - Returns: by how much the numbers of its cells grow.
  public mutating func take(_ other: Cells) -> Int {
    // What fits into the rest of the last block is copied: else many small ones would use up the numbers.
    if other.blocks.count == 1, !blocks.isEmpty,
      end + other.used[0] <= pieces.count << Self.bits
    {
      let last = blocks.count - 1
      own(last)
      (blocks[last].start + used[last]).update(from: other.blocks[0].start, count: other.used[0])
      used[last] += other.used[0]
      end += other.used[0]
      return end - other.used[0]
    }
    let shift = pieces.count << Self.bits
    firstPiece += other.firstPiece.map { $0 + pieces.count }
    blocks += other.blocks
    used += other.used
    pieces += other.pieces
    if !other.blocks.isEmpty { end = shift + other.end }
    return shift
  }

  /// Adds a block that a run fits into.
  private mutating func grow(_ count: Int) {
    end = pieces.count << Self.bits
    let block = Block(pieces: count >> Self.bits + 1)
    firstPiece.append(pieces.count)
    used.append(0)
    for piece in 0..<block.pieces { pieces.append(block.start + piece << Self.bits) }
    blocks.append(block)
  }

  /// Puts a copy in the place of a block that another one has too.
  private mutating func own(_ index: Int) {
    if isKnownUniquelyReferenced(&blocks[index]) { return }
    let copy = Block(pieces: blocks[index].pieces)
    copy.start.update(from: blocks[index].start, count: used[index])
    blocks[index] = copy
    for piece in 0..<copy.pieces {
      pieces[firstPiece[index] + piece] = copy.start + piece << Self.bits
    }
  }
}
