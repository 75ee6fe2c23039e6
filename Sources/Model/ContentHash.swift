internal import CXXHash

/// A hash of content that is written into output: XXH3 with 128 bits, seed 0, as 32 hex digits in
/// the canonical order of https://github.com/Cyan4973/xxHash (what `xxh128sum` prints).
public struct ContentHash: Hashable, Sendable, BitwiseCopyable {
  public let high: UInt64
  public let low: UInt64

  public init(_ bytes: UnsafeRawBufferPointer) {
    let hash = XXH3_128bits(bytes.baseAddress, bytes.count)
    high = hash.high64
    low = hash.low64
  }

  public init(_ bytes: [UInt8]) { self = bytes.withUnsafeBytes { ContentHash($0) } }

  public var hex: String {
    String(unsafeUninitializedCapacity: 32) { digits in
      for place in 0..<16 {
        digits[15 - place] = Self.hexDigit(high >> (place * 4))
        digits[31 - place] = Self.hexDigit(low >> (place * 4))
      }
      return 32
    }
  }

  public static func hex(_ bytes: [UInt8]) -> String { ContentHash(bytes).hex }

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
