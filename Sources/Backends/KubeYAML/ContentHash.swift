/// A published hash for names that follow content: 64-bit FNV-1a.
///
/// It is no protection against an attacker, only a short name that changes when the content does.
enum ContentHash {
  /// 64-bit FNV-1a of the bytes.
  static func value(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    bytes.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// `count` lower-case hexadecimal digits, at most 16, the most significant first.
  static func hex(_ bytes: some Sequence<UInt8>, count: Int = 16) -> String {
    let digits = String(value(bytes), radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(count))
  }
}
