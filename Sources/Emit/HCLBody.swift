internal import Diagnostics

/// The inside of an HCL block: attributes and blocks, in the order of the calls.
public struct HCLBody: Sendable {
  private indirect enum Item: Sendable {
    case attribute(String, HCLValue)
    case block(String, [HCLValue], HCLBody)
  }

  private var items: [Item] = []
  private let origin: Span?

  init(origin: Span?) { self.origin = origin }

  /// `name = value`
  public mutating func attribute(_ name: String, _ value: HCLValue) {
    precondition(HCLBody.isIdentifier(name), "\(name) is no HCL identifier")
    items.append(.attribute(name, value))
  }

  /// `type "label" { … }`
  public mutating func block(
    _ type: String, _ labels: [String] = [], _ body: (inout HCLBody) -> Void
  ) {
    var content = HCLBody(origin: origin)
    body(&content)
    items.append(.block(type, labels.map { .string($0) }, content))
  }

  func write(_ type: String, _ labels: [HCLValue], to buffer: inout TextBuffer) {
    precondition(HCLBody.isIdentifier(type), "\(type) is no HCL identifier")
    buffer.startLine()
    buffer.write(type)
    for label in labels {
      buffer.write(" ")
      HCLBody.writeValue(label, origin: nil, to: &buffer)
    }
    if items.isEmpty {
      buffer.write(" {}")
      buffer.newline()
      return
    }
    buffer.write(" {")
    buffer.newline()
    buffer.push()
    writeItems(to: &buffer)
    buffer.pop()
    buffer.line("}")
  }

  /// Neighbouring one-line attributes are one aligned group; all else stands apart.
  private func writeItems(to buffer: inout TextBuffer) {
    var group: [HCLEntry] = []
    var first = true
    func part(_ buffer: inout TextBuffer) {
      if !first { buffer.line("") }
      first = false
    }
    func flush(_ buffer: inout TextBuffer) {
      if group.isEmpty { return }
      part(&buffer)
      HCLBody.writeEntries(group, quoted: false, origin: origin, to: &buffer)
      group = []
    }
    for item in items {
      switch item {
      case .attribute(let name, let value) where !value.isMultiline:
        group.append(HCLEntry(name, value))
      case .attribute(let name, let value):
        flush(&buffer)
        part(&buffer)
        HCLBody.writeEntries(
          [HCLEntry(name, value)], quoted: false, origin: origin, to: &buffer)
      case .block(let type, let labels, let body):
        flush(&buffer)
        part(&buffer)
        body.write(type, labels, to: &buffer)
      }
    }
    flush(&buffer)
  }

  private static func writeEntries(
    _ entries: [HCLEntry], quoted: Bool, origin: Span?, to buffer: inout TextBuffer
  ) {
    let keys = entries.map { entry in
      if quoted { return HCLLiteral.text(entry.key) }
      precondition(isIdentifier(entry.key), "\(entry.key) is no HCL identifier")
      return entry.key
    }
    var start = 0
    while start < entries.count {
      var end = start
      // A value of several lines ends the group of lines that are aligned with each other.
      while end < entries.count && !entries[end].value.isMultiline { end += 1 }
      let width = keys[start..<end].map(\.count).max() ?? 0
      if end < entries.count { end += 1 }
      for index in start..<end {
        let entry = entries[index]
        if let place = entry.origin ?? origin { buffer.mark(place) }
        buffer.startLine()
        buffer.write(keys[index])
        if !entry.value.isMultiline {
          for _ in keys[index].count..<width { buffer.write(byte: UInt8(ascii: " ")) }
        }
        buffer.write(" = ")
        writeValue(entry.value, origin: entry.origin ?? origin, to: &buffer)
        buffer.newline()
      }
      start = end
    }
    if let origin { buffer.mark(origin) }
  }

  private static func writeValue(
    _ value: HCLValue, origin: Span?, to buffer: inout TextBuffer
  ) {
    switch value {
    case .string(let text): buffer.write { HCLLiteral.write(text, to: &$0) }
    case .hole(let number): buffer.hole(number)
    case .integer(let number): buffer.write(String(number))
    case .boolean(let flag): buffer.write(flag ? "true" : "false")
    case .null: buffer.write("null")
    case .reference(let names):
      precondition(names.allSatisfy(isIdentifier), "\(names) are no HCL identifiers")
      buffer.write(names.joined(separator: "."))
    case .object(let entries), .map(let entries):
      if entries.isEmpty {
        buffer.write("{}")
        return
      }
      var quoted = false
      if case .map = value { quoted = true }
      buffer.write("{")
      buffer.newline()
      buffer.push()
      writeEntries(entries, quoted: quoted, origin: origin, to: &buffer)
      buffer.pop()
      buffer.startLine()
      buffer.write("}")
    }
  }

  /// An ASCII identifier: a letter or `_`, then letters, digits, `_`, `-`.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !text.isEmpty else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        || byte == UInt8(ascii: "_")
    }
    return isLetter(first)
      && text.utf8.allSatisfy {
        isLetter($0) || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
          || $0 == UInt8(ascii: "-")
      }
  }
}
