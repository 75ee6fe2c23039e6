import Testing

@testable import Emit

@Suite struct PlainTextTests {
  /// Eight bytes at a time finds what one at a time finds: every byte at every place, and random texts.
  @Test func itIsWhatEachByteSays() {
    func isPlain(_ bytes: [UInt8]) -> Bool {
      bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !"'\"\\".utf8.contains($0) }
    }
    func isASCII(_ bytes: [UInt8]) -> Bool {
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !"\"\\{".utf8.contains($0) }
    }
    func check(_ bytes: [UInt8]) {
      bytes.withUnsafeBufferPointer { text in
        let dollar = UInt8(ascii: "$")
        let found = (
          PlainText.isPlain(text), PlainText.isASCII(text, without: UInt8(ascii: "{")),
          ByteSearch.contains(dollar, in: text)
        )
        if found != (isPlain(bytes), isASCII(bytes), bytes.contains(dollar)) {
          Issue.record("\(bytes): \(found)")
        }
      }
    }
    for size in 0...19 {
      for at in 0..<size {
        for byte in UInt8.min...UInt8.max {
          for other in [UInt8(ascii: "a"), 0x20, 0x80, 0xFF] {
            var bytes = [UInt8](repeating: other, count: size)
            bytes[at] = byte
            check(bytes)
          }
        }
      }
    }
  }
}
