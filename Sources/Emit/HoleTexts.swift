/// What one copy of a form has in its holes, by their numbers: every text is written once and copied as
/// often as forms ask for it. Used again for the next copy, so that nothing is allocated for each.
public struct HoleTexts: Sendable {
  /// Where a text is in `bytes`, and its line breaks.
  struct Part: Sendable {
    var start: Int32 = 0
    /// -1: not written.
    var end: Int32 = -1
    var lines: Int32 = 0
  }

  /// Never empty, so that it always has an address.
  private(set) var bytes: [UInt8] = [0]
  private(set) var parts: [Part] = []

  public init() {}

  /// Forgets all texts.
  public mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(0)
    for hole in parts.indices { parts[hole] = Part() }
  }

  /// - Parameter write: appends the text; what it gives is the number of its line breaks.
  mutating func put(_ hole: Int, lines write: (inout [UInt8]) -> Int) {
    while parts.count <= hole { parts.append(Part()) }
    let start = bytes.count
    let lines = write(&bytes)
    parts[hole] = Part(start: Int32(start), end: Int32(bytes.count), lines: Int32(lines))
  }

  /// - Parameter write: appends the text, without a line break in it.
  mutating func put(_ hole: Int, _ write: (inout [UInt8]) -> Void) {
    put(hole) { (bytes: inout [UInt8]) -> Int in
      write(&bytes)
      return 0
    }
  }

  static func size(of hole: Int, in parts: UnsafeBufferPointer<Part>) -> Int {
    precondition(hole < parts.count && parts[hole].end >= 0, "a hole has no text")
    return Int(parts[hole].end - parts[hole].start)
  }

  func withParts(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Part>) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      parts.withUnsafeBufferPointer { parts in body(bytes, parts) }
    }
  }
}
