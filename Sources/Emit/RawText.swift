/// Bytes that are written into memory whose size is known to be enough: for the innermost loops, where
/// growing an array would cost more than the bytes.
struct RawText {
  private let base: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private(set) var count = 0
  private(set) var lines = 0

  /// Names are short: this many bytes are moved at once, and what is too many is written over by what
  /// comes next.
  static let margin = 32

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

  /// - Parameters:
  ///   - readable: how many bytes may be read from `text` on; no less than `size`.
  ///   - lines: the number of line breaks in it.
  @inline(__always)
  mutating func append(
    _ text: UnsafePointer<UInt8>, _ size: Int, of readable: Int, lines: Int = 0
  ) {
    precondition(size >= 0 && size <= readable && size <= capacity - count)
    if size <= Self.margin, readable >= Self.margin, capacity - count >= Self.margin {
      Self.move(text, to: base + count)
    } else {
      (base + count).update(from: text, count: size)
    }
    count += size
    self.lines += lines
  }

  /// Memory for at most `size` bytes, and `margin` more that may be written over.
  /// - Parameter write: gives the end of what it has written.
  @inline(__always)
  mutating func append(
    upTo size: Int, _ write: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>
  ) {
    precondition(size >= 0 && size <= capacity - count - Self.margin)
    let added = write(base + count) - (base + count)
    precondition(added >= 0 && added <= size)
    count += added
  }

  /// - Parameters:
  ///   - text: has `margin` bytes more than `size` that may be read.
  ///   - end: as `append(upTo:)` gives it.
  /// - Returns: the end of the copy.
  @inline(__always)
  static func copy(
    _ text: UnsafePointer<UInt8>, _ size: Int, to end: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    if size <= margin { move(text, to: end) } else { end.update(from: text, count: size) }
    return end + size
  }

  /// A line break and blanks at the start of the next line.
  @inline(__always)
  mutating func newline(indentation: Int) {
    precondition(indentation >= 0 && indentation < 16 && Self.margin <= capacity - count)
    let blanks = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
    UnsafeMutableRawPointer(base + count).storeBytes(
      of: blanks.replacing(index: 0, with: UInt8(ascii: "\n")), as: SIMD16<UInt8>.self)
    count += 1 + indentation
    lines += 1
  }

  @inline(__always)
  private static func move(
    _ text: UnsafePointer<UInt8>, to end: UnsafeMutablePointer<UInt8>
  ) {
    let bytes = UnsafeRawPointer(text).loadUnaligned(as: SIMD32<UInt8>.self)
    UnsafeMutableRawPointer(end).storeBytes(of: bytes, as: SIMD32<UInt8>.self)
  }
}

extension SIMD16<UInt8> {
  @inline(__always)
  fileprivate func replacing(index: Int, with byte: UInt8) -> Self {
    var copy = self
    copy[index] = byte
    return copy
  }
}

extension [UInt8] {
  /// Appends what `write` does, of at most `size` bytes; gives the number of its line breaks.
  mutating func append(atMost size: Int, _ write: (inout RawText) -> Void) -> Int {
    if size == 0 { return 0 }
    // Without it an array may grow by no more than what it is asked for, again and again.
    if size > capacity - count { reserveCapacity(Swift.max(2 * capacity, count + size)) }
    var lines = 0
    append(addingCapacity: size) { span in
      span.withUnsafeMutableBufferPointer { memory, count in
        var text = RawText(
          UnsafeMutableBufferPointer(rebasing: memory[count..<count + size]))
        write(&text)
        count += text.count
        lines = text.lines
      }
    }
    return lines
  }
}

extension TextBuffer {
  /// Appends what `write` does, of at most `size` bytes.
  mutating func write(atMost size: Int, _ write: (inout RawText) -> Void) {
    append { $0.append(atMost: size, write) }
  }
}
