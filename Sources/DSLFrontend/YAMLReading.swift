/// The events of a file, by whichever reader is right for it.
package enum YAMLReading {
  package enum Reader: Sendable { case fast, libyaml }

  /// Reads a file by the fast reader, if it is sure of it, else by libyaml.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, ascii: Bool, common: Bool, into tape: inout YAMLTape
  ) {
    if common, FastReader.read(bytes, into: &tape) { return }
    var reader = LibyamlReader(bytes, ascii: ascii)
    reader.read(into: &tape)
  }

  /// Reads a file by one reader; nil if that one can't.
  package static func tape(_ bytes: UnsafeBufferPointer<UInt8>, by reader: Reader) -> YAMLTape? {
    guard case .text(let ascii, let common) = TextCheck(bytes) else { return nil }
    var tape = YAMLTape()
    if reader == .fast { return common && FastReader.read(bytes, into: &tape) ? tape : nil }
    read(bytes, ascii: ascii, common: false, into: &tape)
    return tape
  }
}
