public import Diagnostics

/// One file of the output: where it goes, its bytes, and which model line each of its lines is from.
public struct GeneratedFile: Sendable {
  /// The path below the output folder, with `/` between its parts.
  public let path: String
  public let bytes: [UInt8]
  /// Sorted by line (counted from 1): from this line on, until the next mark, the text comes from
  /// `span` of the model; nil where it comes from dsgen itself.
  public let origins: [OriginMark]

  public init(path: String, bytes: [UInt8], origins: [OriginMark] = []) {
    self.path = path
    self.bytes = bytes
    self.origins = origins
  }

  /// The place in the model that a line (counted from 1) comes from.
  public func origin(ofLine line: Int) -> Span? {
    origins.last { $0.line <= line }?.span
  }
}

/// From `line` on, the text comes from `span`.
public struct OriginMark: Hashable, Sendable {
  public let line: Int
  public let span: Span?

  public init(line: Int, span: Span?) {
    self.line = line
    self.span = span
  }
}
