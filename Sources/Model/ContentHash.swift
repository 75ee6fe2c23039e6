internal import CXXHash

/// A hash of content that is written into output: XXH3 with 128 bits, seed 0, as 32 hex digits in
/// the canonical order of https://github.com/Cyan4973/xxHash (what `xxh128sum` prints).
public enum ContentHash {
  public static func hex(_ bytes: [UInt8]) -> String {
    let hash = bytes.withUnsafeBytes { XXH3_128bits($0.baseAddress, $0.count) }
    return hex(hash.high64) + hex(hash.low64)
  }

  /// XXH3 with 64 bits, seed 0: for decisions that must be the same for ever, such as a slice.
  public static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    XXH3_64bits(bytes.baseAddress, bytes.count)
  }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
