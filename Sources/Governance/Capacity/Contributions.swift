internal import Packing

/// Who takes how much of something that is limited.
struct Contributions: Equatable, Sendable {
  private(set) var sum = 0
  private var amounts: [String: Int] = [:]

  mutating func add(_ name: String, _ amount: Int) {
    guard amount != 0 else { return }
    sum += amount
    amounts[name, default: 0] += amount
    if amounts[name] == 0 { amounts[name] = nil }
  }

  /// The same where some have taken `old` of it, and now take `new`.
  func replacing(_ old: Contributions, by new: Contributions) -> Contributions {
    var all = self
    for (name, amount) in old.amounts { all.add(name, -amount) }
    for (name, amount) in new.amounts { all.add(name, amount) }
    return all
  }

  /// The three largest, as a note.
  func note(_ text: (Int) -> String) -> String {
    let largest = amounts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let rest = amounts.count - largest.count
    return "the most: " + largest.map { "\($0.key) \(text($0.value))" }.joined(separator: ", ")
      + (rest > 0 ? "; \(rest) more" : "")
  }

  func pack(into packer: inout Packer) {
    packer.add(amounts.sorted { $0.key < $1.key }) { packer, item in
      packer.add(item.key)
      packer.add(item.value)
    }
  }

  init() {}

  init(from packed: inout Unpacker) throws(Damaged) {
    let items = try packed.list { packed throws(Damaged) in
      (try packed.text(), try packed.take(Int.self))
    }
    for (name, amount) in items { add(name, amount) }
  }
}
