internal import CXXHash

/// A distinct text of the model. Equal texts have equal symbols; the number itself means nothing and
/// must never decide an order that a user can see.
public struct Symbol: Hashable, Sendable {
  public let index: UInt32

  public init(index: UInt32) { self.index = index }
}

/// Every distinct text once, in one run of bytes.
public struct Interner: Sendable {
  @usableFromInline private(set) var bytes: [UInt8] = []
  @usableFromInline private(set) var ends: [UInt32] = []
  /// The upper half of each is a text's hash, the lower one more than its number; 0 is empty.
  private var slots = [UInt64](repeating: 0, count: 1024)

  public init() {}

  @inlinable public var count: Int { ends.count }

  /// The symbol of a text, added if it is new.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Symbol {
    let hash = Self.hash(text)
    let slot = slot(of: text, hash)
    if slots[slot] != 0 { return Self.symbol(slots[slot]) }
    precondition(bytes.count + text.count < Int(UInt32.max), "more than 4 GiB of distinct text")
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    slots[slot] = UInt64(hash) << 32 | UInt64(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return Symbol(index: UInt32(ends.count - 1))
  }

  public mutating func intern(_ text: String) -> Symbol {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// The symbol of a text that is already known.
  public func find(_ text: String) -> Symbol? {
    var text = text
    return text.withUTF8 { find($0) }
  }

  /// The symbol of a text that is already known.
  public func find(_ text: UnsafeBufferPointer<UInt8>) -> Symbol? {
    let slot = slot(of: text, Self.hash(text))
    return slots[slot] == 0 ? nil : Self.symbol(slots[slot])
  }

  @inlinable
  public func string(_ symbol: Symbol) -> String {
    withBytes(symbol) { String(decoding: $0, as: UTF8.self) }
  }

  @inlinable
  public func withBytes<R>(_ symbol: Symbol, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    let index = Int(symbol.index)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<Int(ends[index])]))
    }
  }

  /// Appends the text of a symbol.
  public func append(_ symbol: Symbol, to out: inout [UInt8]) {
    let index = Int(symbol.index)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    let end = Int(ends[index])
    bytes.withUnsafeBufferPointer {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end]))
    }
  }

  /// Whether `a` sorts before `b`, by bytes: the order of everything that is listed.
  @inlinable
  public func precedes(_ a: Symbol, _ b: Symbol) -> Bool {
    if a == b { return false }
    return withBytes(a) { x in
      withBytes(b) { y in x.lexicographicallyPrecedes(y) }
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: XXH3_64bits(text.baseAddress, text.count))
  }

  private static func symbol(_ slot: UInt64) -> Symbol {
    Symbol(index: UInt32(truncatingIfNeeded: slot) - 1)
  }

  /// Where a text is, or would be.
  private func slot(of text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash,
        equals(Int(Self.symbol(slots[slot]).index), text)
      {
        break
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func equals(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = index == 0 ? 0 : Int(ends[index - 1])
    guard Int(ends[index]) - start == text.count else { return false }
    return bytes.withUnsafeBufferPointer { all in
      for offset in 0..<text.count where all[start + offset] != text[offset] { return false }
      return true
    }
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var wider = [UInt64](repeating: 0, count: mask + 1)
    for known in slots where known != 0 {
      var slot = Int(known >> 32) & mask
      while wider[slot] != 0 { slot = (slot + 1) & mask }
      wider[slot] = known
    }
    slots = wider
  }
}
