public import Diagnostics

/// Bytes being written, line by line; every language's writer stands on this.
///
/// It knows indentation and origins, and nothing of any language: escaping belongs to the writers.
public struct TextBuffer: Sendable {
  public private(set) var bytes: [UInt8] = []
  public private(set) var origins: [OriginMark] = []
  public private(set) var line = 1
  /// Where a text is still missing.
  public private(set) var holes: [TextHole] = []
  private var level = 0
  private let step: Int

  /// - Parameters:
  ///   - indent: spaces a level of indentation.
  ///   - capacity: the bytes that it will hold, where that is known.
  public init(indent: Int = 2, capacity: Int = 4096) {
    step = indent
    bytes.reserveCapacity(capacity)
  }

  /// From the current line on, what is written comes from `span` (nil: from dsgen itself).
  public mutating func mark(_ span: Span?) {
    if origins.last?.line == line { origins.removeLast() }
    if origins.isEmpty ? span == nil : origins[origins.count - 1].span == span { return }
    origins.append(OriginMark(line: line, span: span))
  }

  /// Raw bytes without a line break in them, as they are.
  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// What `text` appends: UTF-8 without a line break in it.
  mutating func write(_ text: (inout [UInt8]) -> Void) { text(&bytes) }

  /// What stands in a range of `bytes` once more; `lines` is the number of its line breaks.
  mutating func again(_ range: Range<Int>, lines: Int) {
    let shift = bytes.count - range.lowerBound
    bytes += Array(bytes[range])
    for hole in holes where range.contains(hole.offset) {
      holes.append(TextHole(offset: hole.offset + shift, number: hole.number))
    }
    line += lines
  }

  public mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Bytes of UTF-8 without a line break in them, as they are.
  public mutating func write(_ text: some Collection<UInt8>) { bytes.append(contentsOf: text) }

  /// The columns that `startLine` fills at the current level.
  public var indentation: Int { level * step }

  /// Ends the current line.
  public mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    line += 1
  }

  /// The indentation of the current level; call at the start of a line.
  public mutating func startLine() {
    for _ in 0..<(level * step) { bytes.append(UInt8(ascii: " ")) }
  }

  /// One whole line at the current level; an empty text gives an empty line.
  public mutating func line(_ text: String) {
    if !text.isEmpty {
      startLine()
      write(text)
    }
    newline()
  }

  /// Text that may hold many lines, as it is, from the start of a line; ends with a line break.
  public mutating func verbatim(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      bytes.append(contentsOf: utf8)
      line += utf8.count { $0 == UInt8(ascii: "\n") }
    }
    if let last = bytes.last, last != UInt8(ascii: "\n") { newline() }
  }

  /// Leaves a place for the text of this number; only what is written by `fill` may have holes.
  public mutating func hole(_ number: Int) {
    holes.append(TextHole(offset: bytes.count, number: number))
  }

  /// What `text` appends; it gives the number of its line breaks.
  @inline(__always)
  mutating func append(_ text: (inout [UInt8]) -> Int) { line += text(&bytes) }

  public mutating func indented(_ body: (inout TextBuffer) -> Void) {
    level += 1
    body(&self)
    level -= 1
  }

  public mutating func push() { level += 1 }

  public mutating func pop() { level -= 1 }

  public func file(at path: String) -> GeneratedFile {
    precondition(holes.isEmpty, "\(path): a hole has no text")
    return GeneratedFile(path: path, bytes: bytes, origins: origins)
  }
}

/// A place in a buffer where a text is missing.
public struct TextHole: Hashable, Sendable {
  public let offset: Int
  /// Which text; several places may want the same one.
  public let number: Int
}
