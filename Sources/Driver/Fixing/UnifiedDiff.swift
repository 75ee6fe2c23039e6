/// The changes of a file as `diff -u` shows them, for people and for `git apply`.
struct UnifiedDiff {
  private let file: EditedFile
  /// Where each line begins; the last is the end of the file.
  private let starts: [Int]

  /// Lines of the original that are replaced, by their numbers from 0, and what stands in their place.
  private struct Block {
    var lines: Range<Int>
    var changes: [EditedFile.Change]
  }

  /// Unchanged lines around a change.
  private static let context = 3

  init(_ file: EditedFile) {
    self.file = file
    var starts = [0]
    for (index, byte) in file.original.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    if starts[starts.count - 1] < file.original.count { starts.append(file.original.count) }
    self.starts = starts
  }

  /// Empty where nothing has changed.
  var bytes: [UInt8] {
    let blocks = blocks
    if blocks.isEmpty { return [] }
    var out = Array("--- a/\(file.path)\n+++ b/\(file.path)\n".utf8)
    var shift = 0
    var index = 0
    while index < blocks.count {
      var end = index + 1
      while end < blocks.count,
        blocks[end].lines.lowerBound - blocks[end - 1].lines.upperBound <= 2 * Self.context
      {
        end += 1
      }
      append(Array(blocks[index..<end]), &shift, to: &out)
      index = end
    }
    return out
  }

  private var lineCount: Int { starts.count - 1 }

  /// The changes by the lines that they touch; those that share a line are one block.
  private var blocks: [Block] {
    var blocks: [Block] = []
    for change in file.changes {
      let first = line(of: change.range.lowerBound)
      var end = first
      while end < lineCount, starts[end] < change.range.upperBound { end += 1 }
      // What does not end with a line goes on in the next one; what is put in stands in some line.
      let isWhole =
        starts[first] == change.range.lowerBound && starts[end] == change.range.upperBound
        && (change.bytes.isEmpty || change.bytes.last == UInt8(ascii: "\n"))
      if !isWhole { end = min(lineCount, max(end, line(of: change.range.upperBound) + 1)) }
      if let last = blocks.last, first < last.lines.upperBound {
        blocks[blocks.count - 1].lines = last.lines.lowerBound..<max(end, last.lines.upperBound)
        blocks[blocks.count - 1].changes.append(change)
      } else {
        blocks.append(Block(lines: first..<end, changes: [change]))
      }
    }
    return blocks
  }

  private func line(of offset: Int) -> Int {
    var low = 0
    var high = max(1, lineCount)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func append(_ blocks: [Block], _ shift: inout Int, to out: inout [UInt8]) {
    let first = max(0, blocks[0].lines.lowerBound - Self.context)
    let last = min(lineCount, blocks[blocks.count - 1].lines.upperBound + Self.context)
    var body: [UInt8] = []
    var at = first
    var added = 0
    for block in blocks {
      for line in at..<block.lines.lowerBound { append(" ", text(line), to: &body) }
      for line in block.lines { append("-", text(line), to: &body) }
      let lines = replaced(block)
      for line in lines { append("+", line, to: &body) }
      added += lines.count - block.lines.count
      at = block.lines.upperBound
    }
    for line in at..<last { append(" ", text(line), to: &body) }
    let count = last - first
    func range(_ start: Int, _ count: Int) -> String {
      "\(count == 0 ? start : start + 1)" + (count == 1 ? "" : ",\(count)")
    }
    let head = "@@ -\(range(first, count)) +\(range(first + shift, count + added)) @@\n"
    out += Array(head.utf8) + body
    shift += added
  }

  private func text(_ line: Int) -> ArraySlice<UInt8> {
    file.original[starts[line]..<starts[line + 1]]
  }

  private func append(_ mark: Character, _ line: ArraySlice<UInt8>, to out: inout [UInt8]) {
    out += Array(String(mark).utf8)
    out += line
    if line.last != UInt8(ascii: "\n") { out += Array("\n\\ No newline at end of file\n".utf8) }
  }

  /// The lines of a block as they are now.
  private func replaced(_ block: Block) -> [ArraySlice<UInt8>] {
    var text: [UInt8] = []
    var at =
      block.lines.isEmpty ? block.changes[0].range.lowerBound : starts[block.lines.lowerBound]
    for change in block.changes {
      text += file.original[at..<change.range.lowerBound] + change.bytes
      at = change.range.upperBound
    }
    if !block.lines.isEmpty { text += file.original[at..<starts[block.lines.upperBound]] }
    var lines: [ArraySlice<UInt8>] = []
    var rest = text[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(rest[...end])
      rest = rest[(end + 1)...]
    }
    if !rest.isEmpty { lines.append(rest) }
    return lines
  }
}
