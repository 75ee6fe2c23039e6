/// Where messages find the text they speak of. Files are read again when a message needs a line, so
/// that a large model need not stay in memory.
public protocol SourceLookup: AnyObject, Sendable {
  /// The path of a file as a person should read it.
  func path(of file: FileID) -> String
  /// The file's bytes; nil if they can no longer be had.
  func source(_ file: FileID) -> SourceFile?
}

/// A span as a person reads it.
public struct Place: Hashable, Sendable {
  public let path: String
  public let start: Position
  public let end: Position

  public init(path: String, start: Position, end: Position) {
    self.path = path
    self.start = start
    self.end = end
  }

  /// `path:line:column`.
  public var text: String { "\(path):\(start.line):\(start.column)" }
}

extension SourceLookup {
  /// Line and column of a span; the start of the file where its bytes are gone.
  public func place(of span: Span) -> Place {
    let path = path(of: span.file)
    guard let source = source(span.file) else {
      let start = Position(line: 1, column: 1)
      return Place(path: path, start: start, end: start)
    }
    return Place(
      path: path, start: source.position(of: Int(span.start)),
      end: source.position(of: Int(span.end)))
  }
}
