internal import CGit2

/// The name of an object: equal content has an equal name.
public struct ObjectID: Hashable, Sendable {
  let oid: git_oid

  /// - Parameter oid: of something that libgit2 has found: never nil.
  init(_ oid: UnsafePointer<git_oid>!) { self.oid = oid.pointee }

  /// 40 hex digits.
  public var hex: String {
    withUnsafeBytes(of: oid) { bytes in
      bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
  }

  public static func == (a: ObjectID, b: ObjectID) -> Bool {
    withUnsafeBytes(of: a.oid) { x in withUnsafeBytes(of: b.oid) { y in x.elementsEqual(y) } }
  }

  public func hash(into hasher: inout Hasher) {
    withUnsafeBytes(of: oid) { hasher.combine(bytes: $0) }
  }
}
