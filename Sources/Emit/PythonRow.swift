/// The tuples of a table, a value at a time.
public struct PythonRow: Sendable {
  private(set) var bytes: [UInt8] = []
  private var count = 0

  mutating func reserve(_ bytes: Int) { self.bytes.reserveCapacity(bytes) }

  public mutating func add(_ text: String) {
    separate()
    PythonString.append(text, to: &bytes)
  }

  /// A text, or `None`.
  public mutating func add(_ text: String?) {
    if let text { add(text) } else { add(PythonValue.none) }
  }

  public mutating func add(_ number: Int) {
    separate()
    bytes += String(number).utf8
  }

  public mutating func add(_ value: PythonValue) {
    separate()
    value.flat(into: &bytes)
  }

  mutating func begin() {
    count = 0
    bytes.append(UInt8(ascii: "("))
  }

  /// Ends a tuple, and its line of the table.
  mutating func end() {
    if count == 1 { bytes.append(UInt8(ascii: ",")) }
    bytes += "),".utf8
  }

  private mutating func separate() {
    if count > 0 { bytes += ", ".utf8 }
    count += 1
  }
}
