/// Bytes that are written into memory whose size is known to be enough: for the innermost loops, where
/// growing an array would cost more than the bytes.
struct RawText {
  private let base: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private(set) var count = 0
  private(set) var lines = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt8>) {
    base = memory.baseAddress!
    capacity = memory.count
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    precondition(count < capacity)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func newline() {
    append(UInt8(ascii: "\n"))
    lines += 1
  }

  /// Names are short: where there is room on both sides, 32 bytes are moved at once and the rest is
  /// written over by what comes next.
  /// - Parameter readable: how many bytes may be read from `text` on; no less than `size`.
  @inline(__always)
  mutating func append(_ text: UnsafePointer<UInt8>, _ size: Int, of readable: Int) {
    precondition(size >= 0 && size <= readable && size <= capacity - count)
    if size <= 32, readable >= 32, capacity - count >= 32 {
      let bytes = UnsafeRawPointer(text).loadUnaligned(as: SIMD32<UInt8>.self)
      UnsafeMutableRawPointer(base + count).storeBytes(of: bytes, as: SIMD32<UInt8>.self)
    } else {
      (base + count).update(from: text, count: size)
    }
    count += size
  }
}

extension TextBuffer {
  /// Appends what `write` does, of at most `size` bytes.
  mutating func write(atMost size: Int, _ write: (inout RawText) -> Void) {
    if size == 0 { return }
    var added = 0
    append(atMost: size) { memory in
      var text = RawText(memory)
      write(&text)
      added = text.lines
      return text.count
    }
    add(lines: added)
  }
}
