/// Finds bytes in a text eight at a time, by the carries of a subtraction: a byte that is looked for
/// becomes 0 and borrows.
public enum ByteSearch {
  /// Eight bytes; what is made of them has the highest bit of a byte set that was looked for, and may have
  /// that of a byte behind such a one set too.
  struct Eight {
    let eight: UInt64

    fileprivate static let ones: UInt64 = 0x0101_0101_0101_0101
    fileprivate static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Below 0x20.
    @inline(__always)
    var controls: UInt64 { (eight &- Self.ones &* 0x20) & ~eight }

    @inline(__always)
    func equal(_ byte: UInt8) -> UInt64 {
      let zeros = eight ^ Self.ones &* UInt64(byte)
      return (zeros &- Self.ones) & ~zeros
    }
  }

  public static func contains(_ byte: UInt8, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    hasAny(of: text) { $0.equal(byte) }
  }

  @inline(__always)
  static func hasAny(
    of text: UnsafeBufferPointer<UInt8>, _ find: (Eight) -> UInt64
  ) -> Bool {
    let memory = UnsafeRawBufferPointer(text)
    var found: UInt64 = 0
    if memory.count >= 8 {
      var at = 0
      while at + 8 <= memory.count {
        found |= find(Eight(eight: memory.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
        at += 8
      }
      if at < memory.count {
        let last = memory.loadUnaligned(fromByteOffset: memory.count - 8, as: UInt64.self)
        found |= find(Eight(eight: last))
      }
    } else {
      for byte in memory { found |= find(Eight(eight: UInt64(byte) &* Eight.ones)) }
    }
    return found & Eight.highs != 0
  }
}
