/// Writes JSON: the one place that knows its escapes and its layout.
///
/// What was written so far can be taken away at any time, so that a document of any size needs little
/// memory.
public struct JSONWriter: Sendable {
  /// How a container is laid out.
  public enum Layout: Sendable {
    /// One entry a line, so that a difference of two documents reads well.
    case lines
    /// All on the current line.
    case inline
  }

  private var bytes: [UInt8] = []
  private var open: [(layout: Layout, entries: Int)] = []

  public init() {}

  /// What was written since the last call.
  public mutating func take() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  public mutating func object(
    _ key: String? = nil, _ layout: Layout = .lines, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    try container(key, layout, "{", "}", body)
  }

  public mutating func array(
    _ key: String? = nil, _ layout: Layout = .lines, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    try container(key, layout, "[", "]", body)
  }

  public mutating func field(_ key: String, _ value: String) {
    entry(key)
    quote(value)
  }

  public mutating func field(_ key: String, _ value: Int) {
    entry(key)
    raw(String(value))
  }

  public mutating func field(_ key: String, _ value: Bool) {
    entry(key)
    raw(value ? "true" : "false")
  }

  public mutating func null(_ key: String) {
    entry(key)
    raw("null")
  }

  /// A list of texts on one line.
  public mutating func field(_ key: String, _ values: [String]) {
    array(key, .inline) { list in
      for value in values { list.value(value) }
    }
  }

  public mutating func value(_ value: String) {
    entry(nil)
    quote(value)
  }

  public mutating func value(_ value: Int) {
    entry(nil)
    raw(String(value))
  }

  /// Ends a line between documents.
  public mutating func newline() { raw("\n") }

  private mutating func container(
    _ key: String?, _ layout: Layout, _ start: String, _ end: String,
    _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    entry(key)
    raw(start)
    let layout = open.last?.layout == .inline ? .inline : layout
    open.append((layout, 0))
    try body(&self)
    let closed = open.removeLast()
    if closed.layout == .lines, closed.entries > 0 { startLine() }
    raw(end)
  }

  private mutating func entry(_ key: String?) {
    if let last = open.last {
      if last.entries > 0 { bytes.append(UInt8(ascii: ",")) }
      open[open.count - 1].entries += 1
      if last.layout == .lines {
        startLine()
      } else if last.entries > 0 {
        bytes.append(UInt8(ascii: " "))
      }
    }
    if let key {
      quote(key)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func startLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<2 * open.count { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var plain = text
    let isPlain = plain.withUTF8 { utf8 in
      guard PlainText.isASCII(utf8, without: UInt8(ascii: "\"")) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
    if !isPlain { escape(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": raw("\\\"")
      case "\\": raw("\\\\")
      case "\n": raw("\\n")
      case "\r": raw("\\r")
      case "\t": raw("\\t")
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        raw("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
  }
}
