/// A source file of one run, by its position in the sorted list of the model's files.
public struct FileID: Hashable, Comparable, Sendable, BitwiseCopyable {
  public let index: UInt32

  public init(_ index: Int) { self.index = UInt32(index) }

  public static func < (a: FileID, b: FileID) -> Bool { a.index < b.index }
}

/// A half-open range of bytes `[start, end)` in one source file.
///
/// Spans are kept beside everything that was declared; lines and columns are computed only when a
/// message is printed.
public struct Span: Hashable, Comparable, Sendable, BitwiseCopyable {
  public let file: FileID
  public let start: UInt32
  public let end: UInt32

  public init(file: FileID, start: Int, end: Int) {
    self.file = file
    self.start = UInt32(start)
    self.end = UInt32(Swift.max(start, end))
  }

  public static func < (a: Span, b: Span) -> Bool {
    (a.file.index, a.start, a.end) < (b.file.index, b.start, b.end)
  }

  /// Whether `other` lies inside this span, in the same file.
  public func contains(_ other: Span) -> Bool {
    file == other.file && start <= other.start && other.end <= end
  }
}

/// A place as a person reads it: lines and columns count from 1, columns in Unicode scalars.
public struct Position: Hashable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
