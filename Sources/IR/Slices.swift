internal import Model

/// Which slice of its store a dataset belongs to: a pure function of its first name and of the number
/// of slices, the same on every platform and for ever.
///
/// The name's UTF-8 is hashed with XXH3 (64 bits, seed 0), and the hash is placed by jump consistent
/// hash (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014): from N to N + 1
/// slices about 1/(N+1) of the datasets move, all of them into the new slice.
public enum Slices {
  /// - Parameters:
  ///   - name: the name that decides, `Model.identity(ofDataset:)`.
  ///   - count: the store's `slices`.
  /// - Returns: a slice from 0 to count - 1.
  public static func slice(of name: UnsafeBufferPointer<UInt8>, count: Int) -> Int {
    guard count > 1 else { return 0 }
    return jump(ContentHash.number(name), count)
  }

  /// - Returns: a slice from 0 to count - 1.
  public static func slice(of name: String, count: Int) -> Int {
    var name = name
    return name.withUTF8 { slice(of: $0, count: count) }
  }

  private static func jump(_ hash: UInt64, _ count: Int) -> Int {
    var key = hash
    var bucket = -1
    var next = 0
    while next < count {
      bucket = next
      key = key &* 2_862_933_555_777_941_757 &+ 1
      next = Int(Double(bucket + 1) * (Double(1 << 31) / Double((key >> 33) + 1)))
    }
    return bucket
  }
}
