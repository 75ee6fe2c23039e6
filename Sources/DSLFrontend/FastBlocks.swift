extension FastReader {
  /// Reads a literal or folded block, whose indicator is here.
  mutating func blockScalar() throws(Unsure) {
    // A document of one scalar is none of a model.
    guard !levels.isEmpty else { throw Unsure() }
    let start = at
    let isLiteral = bytes[at] == UInt8(ascii: "|")
    at += 1
    let sign = bytes[at]
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { at += 1 }
    at = pastBlanks(at)
    if bytes[at] == UInt8(ascii: "#") { at = lineEnd(at) }
    // An indentation of its own, for one.
    guard bytes[at] == 10 else { throw Unsure() }
    nextLine()

    var deepest = 0
    var breaks = 0
    var end = at
    while true {
      at = pastBlanks(at)
      guard at < bytes.count, bytes[at] == 10 else { break }
      deepest = max(deepest, at - lineStart)
      nextLine()
      breaks += 1
      end = at
    }
    let column = at - lineStart
    // What stands deeper than the first line is no more than blanks.
    guard deepest <= column || at >= bytes.count else { throw Unsure() }
    let wanted = max(deepest, column, indent + 1, 1)

    var hasBreak = false
    var wasIndented = false
    while at < bytes.count, at - lineStart == wanted {
      let isIndented = bytes[at] == 32
      if hasBreak {
        if isLiteral || wasIndented || isIndented {
          tape.put(10)
        } else if breaks == 0 {
          tape.put(32)
        }
      }
      for _ in 0..<breaks { tape.put(10) }
      wasIndented = isIndented
      let lineEnd = lineEnd(at)
      tape.put(slice(at, lineEnd))
      at = lineEnd
      nextLine()
      hasBreak = true
      breaks = 0
      end = at
      while true {
        while at < bytes.count, at - lineStart < wanted, bytes[at] == 32 { at += 1 }
        guard at < bytes.count, bytes[at] == 10 else { break }
        nextLine()
        breaks += 1
        end = at
      }
    }
    // How it ends where the file's last line has no break is libyaml's to say.
    guard at < bytes.count || size == bytes.count else { throw Unsure() }
    if sign != UInt8(ascii: "-"), hasBreak { tape.put(10) }
    if sign == UInt8(ascii: "+") { for _ in 0..<breaks { tape.put(10) } }
    tape.appendMade(YAMLEvent(.scalar, start, end))
  }

  private mutating func nextLine() {
    at += 1
    lineStart = at
  }
}
