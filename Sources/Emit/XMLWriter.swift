internal import CXML2

/// Writes XML 1.0 in UTF-8: structure in order, no tree. Escapes and layout are libxml2's.
///
/// A character that XML can't hold is written by its number, as `\u{1B}`. What was written so far can be
/// taken away at any time.
public struct XMLWriter: ~Copyable {
  private let buffer: xmlBufferPtr
  private let writer: xmlTextWriterPtr

  public init() {
    guard let buffer = xmlBufferCreate(), let writer = xmlNewTextWriterMemory(buffer, 0) else {
      preconditionFailure("libxml2 has no memory")
    }
    self.buffer = buffer
    self.writer = writer
    xmlTextWriterSetIndent(writer, 1)
    check(xmlTextWriterStartDocument(writer, nil, "UTF-8", nil))
  }

  deinit {
    xmlFreeTextWriter(writer)
    xmlBufferFree(buffer)
  }

  /// An element with its attributes and what `body` writes into it.
  public mutating func element(
    _ name: StaticString, _ attributes: [(StaticString, String)] = [],
    _ body: (inout XMLWriter) throws -> Void
  ) rethrows {
    check(xmlTextWriterStartElement(writer, "\(name)"))
    for (key, value) in attributes {
      check(xmlTextWriterWriteAttribute(writer, "\(key)", Self.legal(value)))
    }
    try body(&self)
    check(xmlTextWriterEndElement(writer))
  }

  /// An empty element.
  public mutating func element(_ name: StaticString, _ attributes: [(StaticString, String)]) {
    element(name, attributes) { _ in }
  }

  public mutating func text(_ text: String) {
    check(xmlTextWriterWriteString(writer, Self.legal(text)))
  }

  /// Ends the document; call once, last.
  public mutating func end() { check(xmlTextWriterEndDocument(writer)) }

  /// What was written since the last call.
  public mutating func take() -> [UInt8] {
    check(xmlTextWriterFlush(writer))
    let length = Int(xmlBufferLength(buffer))
    let bytes = Array(UnsafeBufferPointer(start: xmlBufferContent(buffer), count: length))
    xmlBufferEmpty(buffer)
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
