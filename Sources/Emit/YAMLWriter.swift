internal import Diagnostics

/// Writes YAML nodes: the only place that knows YAML's layout.
public struct YAMLWriter: Sendable {
  private var buffer = TextBuffer(indent: 2)
  private var origin: Span?
  private var documents = 0

  public init() {}

  /// One more document of the stream. `remark` is a constant text above it, a comment a line.
  public mutating func document(_ node: YAMLNode, remark: StaticString? = nil) {
    if documents > 0 { buffer.line("---") }
    documents += 1
    if let remark { comment(remark) }
    top(node)
  }

  /// A constant text, a comment a line.
  public mutating func comment(_ remark: StaticString) {
    for line in "\(remark)".split(separator: "\n", omittingEmptySubsequences: false) {
      buffer.line(line.isEmpty ? "#" : "# " + line)
    }
  }

  public func file(at path: String) -> GeneratedFile { buffer.file(at: path) }

  private mutating func top(_ node: YAMLNode) {
    switch node {
    case .marked(let span, let inner): within(span) { $0.top(inner) }
    case .mapping(let entries) where !entries.isEmpty: mapping(entries)
    case .sequence(let items) where !items.isEmpty: sequence(items)
    default:
      buffer.startLine()
      value(node)
    }
  }

  private mutating func mapping(_ entries: [YAMLEntry], inline: Bool = false) {
    for (index, entry) in entries.enumerated() {
      if let remark = entry.remark { comment(remark) }
      pair(entry.key, entry.value, inline: inline && index == 0)
    }
  }

  private mutating func pair(_ key: String, _ node: YAMLNode, inline: Bool) {
    if case .marked(let span, let inner) = node {
      within(span) { $0.pair(key, inner, inline: inline) }
      return
    }
    if !inline { buffer.startLine() }
    buffer.write(YAMLScalar.line(key))
    buffer.write(":")
    switch node {
    case .mapping(let entries) where !entries.isEmpty:
      buffer.newline()
      buffer.push()
      mapping(entries)
      buffer.pop()
    case .sequence(let items) where !items.isEmpty:
      buffer.newline()
      buffer.push()
      sequence(items)
      buffer.pop()
    default:
      buffer.write(" ")
      value(node)
    }
  }

  private mutating func sequence(_ items: [YAMLNode]) {
    for item in items { element(item) }
  }

  private mutating func element(_ node: YAMLNode) {
    if case .marked(let span, let inner) = node {
      within(span) { $0.element(inner) }
      return
    }
    buffer.startLine()
    buffer.write("-")
    switch node {
    case .mapping(let entries) where !entries.isEmpty:
      // A remark needs a line of its own, so the first key can't share the dash's line.
      let alone = entries[0].remark != nil || isMarked(entries[0].value)
      if alone { buffer.newline() } else { buffer.write(" ") }
      buffer.push()
      mapping(entries, inline: !alone)
      buffer.pop()
    case .sequence(let items) where !items.isEmpty:
      buffer.newline()
      buffer.push()
      sequence(items)
      buffer.pop()
    default:
      buffer.write(" ")
      value(node)
    }
  }

  /// A value that begins on the current line, with its line break.
  private mutating func value(_ node: YAMLNode) {
    switch node {
    case .text(let text): buffer.write(YAMLScalar.line(text))
    case .integer(let number): buffer.write(String(number))
    case .boolean(let flag): buffer.write(flag ? "true" : "false")
    case .sequence: buffer.write("[]")
    case .mapping: buffer.write("{}")
    case .marked(_, let inner):
      value(inner)  // A mark is of whole lines, and this one has begun.
      return
    case .block(let text):
      if YAMLScalar.isBlock(text) {
        block(text)
        return
      }
      buffer.write(YAMLScalar.quoted(text))
    }
    buffer.newline()
  }

  private mutating func block(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeLast()
    // A first line that begins with a blank would be taken for the indentation.
    let indicated = text.utf8.first.map { $0 <= UInt8(ascii: " ") } ?? false
    let kept = lines.last?.isEmpty ?? false
    buffer.write("|" + (indicated ? "2" : "") + (kept ? "+" : ""))
    buffer.newline()
    buffer.push()
    for line in lines { buffer.line(String(line)) }
    buffer.pop()
  }

  private mutating func within(_ span: Span?, _ body: (inout YAMLWriter) -> Void) {
    let outer = origin
    origin = span
    buffer.mark(span)
    body(&self)
    origin = outer
    buffer.mark(outer)
  }

  private func isMarked(_ node: YAMLNode) -> Bool {
    if case .marked = node { true } else { false }
  }
}
