public import Packing

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
  private var slots = Interner.unused
  /// Shared until a text is added, so that an interner of nothing costs nothing.
  private static let unused = [UInt64](repeating: 0, count: 1024)

  public init() {}

  @inlinable public var count: Int { ends.count }

  /// The symbol of a text, added if it is new.
  public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Symbol {
    intern(text, Self.hash(text))
  }

  /// The symbols of many texts, in their order, as one after the other would have given them.
  ///
  /// Where a text is and whether it is there are answers of a memory that is far away in a large estate:
  /// so it is asked for all of them at once, and nobody waits for each.
  public mutating func intern(
    _ texts: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>,
    into symbols: UnsafeMutableBufferPointer<UInt32>
  ) {
    withUnsafeTemporaryAllocation(of: Candidate.self, capacity: texts.count) { candidates in
      slots.withUnsafeBufferPointer { slots in
        for number in texts.indices {
          let hash = Self.hash(texts[number])
          candidates[number] = Candidate(hash: hash, known: slots[Int(hash) & (slots.count - 1)])
        }
      }
      ends.withUnsafeBufferPointer { ends in
        for number in texts.indices where candidates[number].isLikely {
          let index = Int(candidates[number].index)
          candidates[number].start = index == 0 ? 0 : ends[index - 1]
          candidates[number].end = ends[index]
        }
      }
      for number in texts.indices {
        let candidate = candidates[number]
        if candidate.isLikely, equals(candidate.start, candidate.end, texts[number]) {
          symbols[number] = candidate.index
        } else {
          symbols[number] = intern(texts[number], candidate.hash).index
        }
      }
    }
  }

  /// What stands where a text should be.
  private struct Candidate {
    let hash: UInt32
    let known: UInt64
    var start: UInt32 = 0
    var end: UInt32 = 0

    /// Not an empty place, and not one of another hash.
    var isLikely: Bool { known != 0 && UInt32(truncatingIfNeeded: known >> 32) == hash }
    var index: UInt32 { UInt32(truncatingIfNeeded: known) &- 1 }
  }

  private mutating func intern(_ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Symbol {
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
    let index = Int(symbol.index)
    let start = index == 0 ? 0 : Int(ends[index - 1])
    let end = Int(ends[index])
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start..<end]), as: UTF8.self)
    }
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

  /// Good enough to spread texts, and never seen by anybody: multiplied words, folded.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let count = text.count
    let bytes = UnsafeRawPointer(text.baseAddress)
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
    guard let bytes, count > 0 else { return UInt32(truncatingIfNeeded: hash) }
    if count >= 8 {
      var at = 0
      while at + 8 < count {
        hash = folded(hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      hash = folded(hash ^ bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    } else if count >= 4 {
      let first = bytes.loadUnaligned(as: UInt32.self)
      let last = bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      hash = folded(hash ^ (UInt64(first) | UInt64(last) << 32))
    } else {
      let word = UInt64(text[0]) | UInt64(text[count / 2]) << 8 | UInt64(text[count - 1]) << 16
      hash = folded(hash ^ word)
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  private static func folded(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return product.high ^ product.low
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
    equals(index == 0 ? 0 : ends[index - 1], ends[index], text)
  }

  /// Whether a text is what stands between two places.
  private func equals(
    _ start: UInt32, _ end: UInt32, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let count = text.count
    guard Int(end - start) == count else { return false }
    guard count > 0, let other = text.baseAddress.map(UnsafeRawPointer.init) else { return true }
    return bytes.withUnsafeBytes { all in
      let known = all.baseAddress! + Int(start)
      if count < 8 {
        for at in 0..<count where known.load(fromByteOffset: at, as: UInt8.self) != text[at] {
          return false
        }
        return true
      }
      func differs(_ at: Int) -> Bool {
        known.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          != other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      }
      var at = 0
      while at + 8 < count {
        if differs(at) { return false }
        at += 8
      }
      // The last word overlaps the one before.
      return !differs(count - 8)
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

extension Interner {
  /// - Parameter first: the texts before it are known to every interner of this build.
  public func pack(into packer: inout Packer, from first: Int) {
    let start = first == 0 ? 0 : Int(ends[first - 1])
    packer.add(ends[first...].map { $0 - UInt32(start) })
    packer.add(Array(bytes[start...]))
  }

  /// Adds packed texts in their order.
  /// - Returns: whether all of them are new, so that they have the numbers that they had.
  public mutating func add(from packed: inout Unpacker) throws(Damaged) -> Bool {
    let added: [UInt32] = try packed.array()
    let text: [UInt8] = try packed.array()
    guard added.last ?? 0 == text.count else { throw Damaged() }
    let first = count
    var start = 0
    for (index, end) in added.enumerated() {
      guard Int(end) >= start, Int(end) <= text.count else { throw Damaged() }
      let symbol = text.withUnsafeBufferPointer {
        intern(UnsafeBufferPointer(rebasing: $0[start..<Int(end)]))
      }
      if Int(symbol.index) != first + index { return false }
      start = Int(end)
    }
    return true
  }
}
