internal import CXXHash

/// A hash of content that is written into output: XXH3 with 128 bits, seed 0, as 32 hex digits in
/// the canonical order of https://github.com/Cyan4973/xxHash (what `xxh128sum` prints).
public enum ContentHash {
  public static func hex(_ bytes: [UInt8]) -> String {
    let hash = bytes.withUnsafeBytes { XXH3_128bits($0.baseAddress, $0.count) }
    return String(unsafeUninitializedCapacity: 32) { digits in
      for place in 0..<16 {
        digits[15 - place] = hexDigit(hash.high64 >> (place * 4))
        digits[31 - place] = hexDigit(hash.low64 >> (place * 4))
      }
      return 32
    }
  }

  /// XXH3 with 64 bits, seed 0: for decisions that must be the same for ever, such as a slice.
  public static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    XXH3_64bits(bytes.baseAddress, bytes.count)
  }

  /// The lowest four bits.
  private static func hexDigit(_ value: UInt64) -> UInt8 {
    let digit = UInt8(value & 15)
    return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
