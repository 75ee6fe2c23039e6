/// A mechanical change that mends a finding.
///
/// It is safe: whoever wrote the model can have meant nothing else. What has to be guessed is help, not a
/// fix.
public struct Fix: Hashable, Sendable {
  public let span: Span
  /// What stands in place of the span.
  public let text: String
  let kind: Kind

  enum Kind: UInt8 { case replacement, item, entry }

  init(_ span: Span, _ text: String, _ kind: Kind) {
    self.span = span
    self.text = text
    self.kind = kind
  }

  /// The bytes of `span` become `text`.
  public init(_ span: Span, replaceWith text: String) {
    self.span = span
    self.text = text
    kind = .replacement
  }

  /// An item of a list goes, with the dash or the comma that it would leave behind.
  public init(removingItem span: Span) {
    self.span = span
    text = ""
    kind = .item
  }

  /// An entry of a mapping goes, from its key to its value's end, with its line or its comma.
  public init(removingEntry span: Span) {
    self.span = span
    text = ""
    kind = .entry
  }

  /// The bytes that are replaced; nil where more stands on their lines than can go with them.
  public func range(in bytes: [UInt8]) -> Range<Int>? {
    let range = Int(span.start)..<Int(span.end)
    guard range.upperBound <= bytes.count else { return nil }
    if kind == .replacement { return range }
    return Removal(bytes: bytes, isItem: kind == .item).widened(range)
  }
}

/// How far something has to be removed so that nothing of it stays.
private struct Removal {
  let bytes: [UInt8]
  let isItem: Bool

  func widened(_ range: Range<Int>) -> Range<Int>? {
    let next = afterBlanks(range.upperBound, overLines: true)
    let isFlow =
      next < bytes.count && [",", "]", "}"].contains(Character(Unicode.Scalar(bytes[next])))
    return isFlow ? inBrackets(range, next) : lines(range)
  }

  /// Together with the comma before it, else with the one behind it.
  private func inBrackets(_ range: Range<Int>, _ next: Int) -> Range<Int>? {
    var start = range.lowerBound
    while start > 0, isBlank(bytes[start - 1]) || isBreak(bytes[start - 1]) { start -= 1 }
    guard start > 0 else { return nil }
    switch bytes[start - 1] {
    case UInt8(ascii: ","): return start - 1..<range.upperBound
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if bytes[next] != UInt8(ascii: ",") { return range }
      return range.lowerBound..<afterBlanks(next + 1, overLines: false)
    default: return nil
    }
  }

  /// Its lines, where they hold nothing else but a comment.
  private func lines(_ range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    var hasDash = !isItem
    while start > 0, !isBreak(bytes[start - 1]) {
      start -= 1
      if bytes[start] == UInt8(ascii: "-"), !hasDash {
        hasDash = true
      } else if !isBlank(bytes[start]) {
        return nil
      }
    }
    var end = afterBlanks(range.upperBound, overLines: false)
    if end < bytes.count, bytes[end] == UInt8(ascii: "#") {
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\r") { end += 1 }
    guard end == bytes.count || bytes[end] == UInt8(ascii: "\n") else { return nil }
    return start..<min(bytes.count, end + 1)
  }

  /// Over blanks; where lines do not matter, over line breaks and comments too.
  private func afterBlanks(_ from: Int, overLines: Bool) -> Int {
    var at = from
    while at < bytes.count {
      if overLines, bytes[at] == UInt8(ascii: "#"), at == 0 || bytes[at - 1] <= 32 {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
      } else if isBlank(bytes[at]) || overLines && isBreak(bytes[at]) {
        at += 1
      } else {
        break
      }
    }
    return at
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
  private func isBreak(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }
}
