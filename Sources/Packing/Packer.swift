/// Flat values one behind the other, in the machine's own order of bytes. Only `Unpacker` of the same build
/// reads them back: they are for caches, never for what lasts.
public struct Packer {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func add<T: BitwiseCopyable>(_ value: T) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }

  public mutating func add(_ text: String) {
    var text = text
    text.withUTF8 {
      add(UInt32($0.count))
      bytes.append(contentsOf: $0)
    }
  }

  public mutating func add(_ text: String?) {
    add(text != nil)
    if let text { add(text) }
  }

  public mutating func add<T: BitwiseCopyable>(_ values: [T]) {
    add(UInt64(values.count))
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// A list of values that are not flat themselves.
  public mutating func add<T>(_ values: [T], _ each: (inout Packer, T) -> Void) {
    add(UInt64(values.count))
    for value in values { each(&self, value) }
  }
}

/// What was packed is not all there, or is not what was packed.
public struct Damaged: Error {
  public init() {}
}

/// Reads what a `Packer` of the same build has written, in the same order.
public struct Unpacker {
  private let bytes: [UInt8]
  private var at: Int

  public init(_ bytes: [UInt8], from start: Int = 0) {
    self.bytes = bytes
    at = start
  }

  public var isAtEnd: Bool { at == bytes.count }

  public mutating func take<T: BitwiseCopyable>(_: T.Type = T.self) throws(Damaged) -> T {
    let start = try advance(by: MemoryLayout<T>.size)
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: T.self) }
  }

  public mutating func flag() throws(Damaged) -> Bool { try take(UInt8.self) != 0 }

  public mutating func text() throws(Damaged) -> String {
    let count = Int(try take(UInt32.self))
    let start = try advance(by: count)
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start..<(start + count)]), as: UTF8.self)
    }
  }

  public mutating func optionalText() throws(Damaged) -> String? { try flag() ? text() : nil }

  public mutating func array<T: BitwiseCopyable>(of _: T.Type = T.self) throws(Damaged) -> [T] {
    let count = try self.count(of: MemoryLayout<T>.stride)
    let start = try advance(by: count * MemoryLayout<T>.stride)
    return bytes.withUnsafeBytes { all in
      [T](unsafeUninitializedCapacity: count) { buffer, filled in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(
            rebasing: all[start..<(start + count * MemoryLayout<T>.stride)]))
        filled = count
      }
    }
  }

  public mutating func list<T>(_ each: (inout Unpacker) throws(Damaged) -> T) throws(Damaged) -> [T]
  {
    let count = try self.count(of: 1)
    var values: [T] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try each(&self)) }
    return values
  }

  /// A number of items, of at least so many bytes each, that can be there.
  private mutating func count(of size: Int) throws(Damaged) -> Int {
    let count = try take(UInt64.self)
    guard count <= UInt64((bytes.count - at) / max(1, size)) else { throw Damaged() }
    return Int(count)
  }

  private mutating func advance(by count: Int) throws(Damaged) -> Int {
    guard count <= bytes.count - at else { throw Damaged() }
    defer { at += count }
    return at
  }
}
