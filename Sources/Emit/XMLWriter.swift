internal import CXML2

/// Writes XML 1.0 in UTF-8: structure in order, no tree. Escapes and layout are libxml2's.
///
/// A character that XML can't hold is written by its number, as `\u{1B}`. What was written so far can be
/// taken away at any time.
public struct XMLWriter: ~Copyable {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  /// Only where `XMLLibrary.problem` is nil.
  public init() {
    if let problem = XMLLibrary.problem { preconditionFailure(problem) }
    guard let buffer = XMLLibrary.xml.BufferCreate(),
      let writer = XMLLibrary.xml.NewTextWriterMemory(buffer, 0)
    else {
      preconditionFailure("libxml2 has no memory")
    }
    self.buffer = buffer
    self.writer = writer
    check(XMLLibrary.xml.TextWriterSetIndent(writer, 1))
    check(XMLLibrary.xml.TextWriterStartDocument(writer, nil, "UTF-8", nil))
  }

  deinit {
    XMLLibrary.xml.FreeTextWriter(writer)
    XMLLibrary.xml.BufferFree(buffer)
  }

  /// An element with its attributes and what `body` writes into it.
  public mutating func element(
    _ name: StaticString, _ attributes: [(StaticString, String)] = [],
    _ body: (inout XMLWriter) throws -> Void
  ) rethrows {
    check(XMLLibrary.xml.TextWriterStartElement(writer, "\(name)"))
    for (key, value) in attributes {
      check(XMLLibrary.xml.TextWriterWriteAttribute(writer, "\(key)", Self.legal(value)))
    }
    try body(&self)
    check(XMLLibrary.xml.TextWriterEndElement(writer))
  }

  /// An empty element.
  public mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    element(name, attributes) { _ in }
  }

  public mutating func text(_ text: String) {
    check(XMLLibrary.xml.TextWriterWriteString(writer, Self.legal(text)))
  }

  /// Ends the document; call once, last.
  public mutating func end() { check(XMLLibrary.xml.TextWriterEndDocument(writer)) }

  /// What was written since the last call.
  public mutating func take() -> [UInt8] {
    check(XMLLibrary.xml.TextWriterFlush(writer))
    let length = Int(XMLLibrary.xml.BufferLength(buffer))
    let bytes = Array(
      UnsafeBufferPointer(start: XMLLibrary.xml.BufferContent(buffer), count: length))
    XMLLibrary.xml.BufferEmpty(buffer)
    return bytes
  }

  private func check(_ result: Int32) { precondition(result >= 0, "libxml2 has no memory") }

  /// Char of XML 1.0, https://www.w3.org/TR/xml/#charsets.
  private static func legal(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: result.append(scalar)
      default:
        let number = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u{\(number)}".unicodeScalars)
      }
    }
    return String(result)
  }
}
