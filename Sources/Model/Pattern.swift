/// `store.dataset`, or `store.prefix*`: a `*` stands at the end only.
public struct Pattern: Sendable {
  public let store: String
  public let prefix: String
  /// Whether it ends with `*`.
  public let open: Bool

  /// Nil where the text is not a pattern.
  public init?(_ text: String) {
    guard let (store, behind) = text.cut(at: ".") else { return nil }
    var rest = behind
    open = rest.utf8.last == UInt8(ascii: "*")
    if open { rest.removeLast() }
    self.store = String(store)
    prefix = String(rest)
    guard !store.isEmpty, !store.holds("*"), !rest.holds("*"), !rest.holds("."),
      open || !rest.isEmpty
    else { return nil }
  }

  /// The datasets of a store that it matches; they lie side by side, as datasets are sorted by name.
  public func matches(in store: Int, of model: Model) -> Range<Int> {
    let all = model.stores[store].datasets
    guard open else {
      return model.dataset(prefix, in: store).map { $0..<($0 + 1) }
        ?? all.lowerBound..<all.lowerBound
    }
    let bytes = Array(prefix.utf8)
    let low = first(all) { !$0.lexicographicallyPrecedes(bytes) }
    let high = first(low..<all.upperBound) { !$0.starts(with: bytes) }
    return low..<high

    func first(
      _ range: Range<Int>, where passed: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Int {
      var low = range.lowerBound
      var high = range.upperBound
      while low < high {
        let middle = (low + high) / 2
        if model.tree.text.withBytes(model.datasets[middle].name, passed) {
          high = middle
        } else {
          low = middle + 1
        }
      }
      return low
    }
  }
}
