import Change
import Model
import ModelSamples
import Testing

/// Models at random, edited at random, and written down in another way each time: what is reported, done to
/// the first, gives the second.
@Suite struct RandomEditTests {
  @Test(arguments: 0..<200) func theDifferenceLeadsFromOneToTheOther(_ seed: Int) {
    var random = SplitMix(seed: seed)
    let base = RandomModel(using: &random)
    var head = base
    for _ in 0..<random.below(12) { head.edit(using: &random) }
    let (old, new) = (base.files(using: &random), head.files(using: &random))
    let found = difference(old, new)
    let (origin, wanted) = (Facts(base), Facts(head))
    var facts = origin
    for change in found.objects { facts.apply(change, from: wanted) }
    #expect(
      facts == wanted, "\(seed)\n\(found.lines.joined(separator: "\n"))\n\(report(facts, wanted))")
    let reordered = orderChanges(origin, wanted)
    #expect(found.isEmpty == (origin == wanted && reordered.isEmpty), "\(seed)")
    let orders = found.objects.flatMap { change in
      change.fields.filter { $0.field.isOrdered && $0.field.shape.itemKind != nil }
        .map { "\(change.kind) \(change.path) \($0.path)" }
    }
    let renamed = found.objects.contains { $0.sort == .renamed }
    #expect(renamed || Set(orders) == reordered, "\(seed)")
    // And nothing, between two ways to write one model.
    #expect(difference(old, base.files(using: &random)).isEmpty, "\(seed)")
  }

  /// Which ordered maps have the same names in another order.
  private func orderChanges(_ base: Facts, _ head: Facts) -> Set<String> {
    let (old, new) = (base.orders, head.orders)
    return Set(
      old.keys.filter { key in
        guard let after = new[key] else { return false }
        let before = old[key]!.filter(after.contains)
        return before != after.filter(before.contains)
      })
  }

  private func report(_ found: Facts, _ wanted: Facts) -> String {
    Set(found.things.keys).union(wanted.things.keys).sorted().compactMap { key in
      found.things[key] == wanted.things[key]
        ? nil
        : "\(key): \(String(describing: found.things[key])) but \(String(describing: wanted.things[key]))"
    }.joined(separator: "\n")
  }
}
