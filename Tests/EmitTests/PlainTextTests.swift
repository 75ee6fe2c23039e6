import Testing

@testable import Emit

@Suite struct PlainTextTests {
  /// Eight bytes at a time finds what one at a time finds: every byte at every place, and random texts.
  @Test func itIsWhatEachByteSays() {
    func isPlain(_ bytes: [UInt8]) -> Bool {
      bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && !"'\"\\".utf8.contains($0) }
    }
    func check(_ bytes: [UInt8]) {
      let found = bytes.withUnsafeBufferPointer { PlainText.isPlain($0) }
      if found != isPlain(bytes) { Issue.record("\(bytes) is said to be plain: \(found)") }
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
