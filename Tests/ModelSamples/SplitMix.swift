/// Random numbers that are the same everywhere for one seed: SplitMix64
/// (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
public struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  public mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// True once in `n` times.
  public mutating func once(in n: Int) -> Bool { below(n) == 0 }

  public mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

  /// Up to `limit` of the items, none twice, at least `least`.
  public mutating func some<T>(_ items: [T], least: Int = 0, upTo limit: Int) -> [T] {
    let top = Swift.min(limit, items.count)
    let count = Swift.min(least, top) + below(top - Swift.min(least, top) + 1)
    return Array(items.shuffled(using: &self).prefix(count))
  }
}
