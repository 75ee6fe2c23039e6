internal import Model

/// Names in one run of bytes: an estate has many, and a `String` for each would cost more than all that
/// is written of it. Who asks for one by its number gets a `String`.
public struct NameList: RandomAccessCollection, ExpressibleByArrayLiteral, Hashable, Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []

  public init() {}

  public init(_ names: some Sequence<String>) {
    for name in names { append(name) }
  }

  public init(arrayLiteral names: String...) { self.init(names) }

  public var startIndex: Int { 0 }
  public var endIndex: Int { ends.count }

  public subscript(position: Int) -> String {
    String(decoding: bytes[start(position)..<Int(ends[position])], as: UTF8.self)
  }

  mutating func reserve(names: Int) {
    bytes.reserveCapacity(16 * names)
    ends.reserveCapacity(names)
  }

  public mutating func append(_ name: String) {
    bytes += name.utf8
    ends.append(Int32(bytes.count))
  }

  mutating func append(_ name: Symbol, of text: Interner) {
    text.append(name, to: &bytes)
    ends.append(Int32(bytes.count))
  }

  /// Where a name is; nil where it is not.
  public func position(of name: String) -> Int? {
    var name = name
    return name.withUTF8 { wanted in
      bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        for position in ends.indices {
          let end = Int(ends[position])
          if end - start == wanted.count, bytes[start..<end].elementsEqual(wanted) {
            return position
          }
          start = end
        }
        return nil
      }
    }
  }

  /// The UTF-8 of one name.
  public func withName(_ position: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start(position)..<Int(ends[position])]))
    }
  }

  /// The UTF-8 of every name with its number, in order.
  public func forEachName(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for position in ends.indices {
        let end = Int(ends[position])
        body(position, UnsafeBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
    }
  }

  /// Appends all names with `separator` between them.
  public func append(to out: inout [UInt8], separator: UInt8) {
    forEachName { position, name in
      if position > 0 { out.append(separator) }
      out.append(contentsOf: name)
    }
  }

  private func start(_ position: Int) -> Int { position == 0 ? 0 : Int(ends[position - 1]) }
}
