/// One file of the model: its path as shown to people, and its bytes (valid UTF-8).
public struct SourceFile: Sendable {
  /// The path relative to the model's root, with `/` between its parts.
  public let path: String
  public let bytes: [UInt8]
  private let lineStarts: [Int]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// The line and column of a byte offset; an offset past the end is the end of the file.
  public func position(of offset: Int) -> Position {
    let offset = min(max(0, offset), bytes.count)
    let line = lineIndex(of: offset)
    var column = 1
    for byte in bytes[lineStarts[line]..<offset] where byte & 0xC0 != 0x80 { column += 1 }
    if line == 0, hasByteOrderMark, offset >= 3 { column -= 1 }
    return Position(line: line + 1, column: column)
  }

  /// It is no character of the first line.
  private var hasByteOrderMark: Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

  /// The text of a line (counted from 1) without its line break.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    var start = lineStarts[number - 1]
    if number == 1, hasByteOrderMark { start = 3 }
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
