/// The events of a file, by whichever reader is right for it.
package struct YAMLReading {
  package enum Reader: Sendable { case fast, libyaml }

  package let tape: YAMLTape

  /// Reads a file by the fast reader, if it is sure of it, else by libyaml.
  init(_ bytes: UnsafeBufferPointer<UInt8>, ascii: Bool, common: Bool) {
    if common, let tape = FastReader.tape(bytes) {
      self.tape = tape
    } else {
      var reader = LibyamlReader(bytes, ascii: ascii)
      tape = reader.tape()
    }
  }

  /// Reads a file by one reader; nil if that one can't.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>, by reader: Reader) {
    guard case .text(let ascii, let common) = TextCheck(bytes) else { return nil }
    if reader == .fast {
      guard common, let tape = FastReader.tape(bytes) else { return nil }
      self.tape = tape
    } else {
      var reader = LibyamlReader(bytes, ascii: ascii)
      tape = reader.tape()
    }
  }
}
