/// Finds column lists that are identical, by a hash of what they say: the numbers of their nodes.
struct ListIndex: Sendable {
  /// The upper half of each is a list's hash, the lower one more than its node; 0 is empty.
  private var slots: [UInt64] = []
  private var count = 0

  /// The nodes of all lists, in no order.
  var nodes: some Sequence<UInt32> {
    slots.lazy.filter { $0 != 0 }.map { UInt32(truncatingIfNeeded: $0) - 1 }
  }

  /// The hash that column lists are found by: of the values of their cells.
  static func hash(_ values: some Sequence<UInt32>) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for value in values {
      hash = (hash ^ UInt64(value)) &* 0x100_0000_01b3
      hash ^= hash >> 29
    }
    return UInt32(truncatingIfNeeded: hash >> 16)
  }

  /// The first list of a hash that is the wanted one.
  func find(_ hash: UInt32, _ isWanted: (UInt32) -> Bool) -> UInt32? {
    if slots.isEmpty { return nil }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let node = UInt32(truncatingIfNeeded: slots[slot]) - 1
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == hash, isWanted(node) { return node }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a list that was not found.
  mutating func add(_ hash: UInt32, _ node: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    put(UInt64(hash) << 32 | UInt64(node + 1))
    count += 1
  }

  private mutating func put(_ list: UInt64) {
    var slot = Int(list >> 32) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = list
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: max(64, old.count * 2))
    for list in old where list != 0 { put(list) }
  }
}
