/// A run of cells, or a part of one.
public struct CellRun: RandomAccessCollection, @unchecked Sendable {
  /// Hold the memory.
  @usableFromInline let owners: [Cells.Block]
  /// nil where there is no cell.
  @usableFromInline let start: UnsafePointer<Cell>?
  public let endIndex: Int

  @inlinable
  init(_ owners: [Cells.Block], _ start: UnsafeMutablePointer<Cell>, _ count: Int) {
    self.owners = owners
    self.start = UnsafePointer(start)
    endIndex = count
  }

  /// No cells.
  @inlinable
  public init() {
    owners = []
    start = nil
    endIndex = 0
  }

  @inlinable public var startIndex: Int { 0 }

  @inlinable
  public subscript(position: Int) -> Cell {
    precondition(position >= 0 && position < endIndex, "a run has no such cell")
    return withExtendedLifetime(owners) { start![position] }
  }
}
