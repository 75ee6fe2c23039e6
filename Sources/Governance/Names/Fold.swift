import Model

/// How targets fold names: PostgreSQL, Windows and people fold case, Kubernetes also `_` and `-`.
enum Fold {
  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 65 < 26 ? byte | 32 : byte
  }

  /// Lower case, and `_` as `-`.
  @inline(__always)
  static func slug(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : lower(byte)
  }

  /// FNV-1a of the lower case.
  @inline(__always)
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(lower(byte))) &* 0x100_0000_01B3 }
    return hash
  }

  /// FNV-1a of the bytes as they are.
  static func hash(exact bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  static func hasUpper(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in bytes where byte &- 65 < 26 { return true }
    return false
  }

  /// `_` as `-`, in lower case: as Kubernetes sees a name.
  static func slug(_ name: String) -> String {
    String(decoding: name.utf8.map(slug), as: UTF8.self)
  }

  static func lower(_ name: String) -> String {
    String(decoding: name.utf8.map(lower), as: UTF8.self)
  }

  /// Positions of names that fall together in lower case, in groups.
  static func collisions(_ names: [Symbol], _ text: Interner) -> [[Int]] {
    guard names.contains(where: { text.withBytes($0, hasUpper) }) else { return [] }
    var hashes: [(hash: UInt64, at: Int)] = []
    hashes.reserveCapacity(names.count)
    for (at, name) in names.enumerated() { hashes.append((text.withBytes(name) { hash($0) }, at)) }
    hashes.sort { ($0.hash, $0.at) < ($1.hash, $1.at) }
    var groups: [[Int]] = []
    var start = 0
    for end in 1...hashes.count
    where end == hashes.count || hashes[end].hash != hashes[start].hash {
      if end - start > 1 {
        let places = hashes[start..<end].map(\.at)
        let folded = lower(text.string(names[places[0]]))
        let same = places.filter { lower(text.string(names[$0])) == folded }
        if same.count > 1 { groups.append(same) }
      }
      start = end
    }
    return groups
  }
}
