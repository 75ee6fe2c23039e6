import IR
import Testing

/// What a change does to captured stores, and to the slices of any.
@Suite struct EstateDifferenceTests {
  static let one = "{ a: \(plainDataset) }"
  static let two = "{ a: \(plainDataset), b: \(plainDataset) }"
  static let cdc = "type: cdc, container: db, credential: login"

  private func model(
    _ ingestion: String, _ datasets: String, slices: Int = 1, host: String = "db.acme.internal"
  ) -> Estate {
    estate(
      team.replacing("db.acme.internal", with: host) + platform("p")
        + store("s", ingestion, slices: slices, datasets)
        + workspace("w", reads: "[{ datasets: \"s.*\" }]")
        + "kind: Assignments\ngroups: { w.all: [{ platform: p, status: provisioned }] }\n")
  }

  private func told(_ old: Estate, _ new: Estate, _ kinds: Set<ProductionChange.Kind>) -> [String] {
    EstateDifference(from: old, to: new).changes.filter { kinds.contains($0.kind) }.map {
      ([$0.effect.rawValue, $0.kind.title, $0.name] + $0.reasons).joined(separator: " ")
    }
  }

  @Test func aTableThatJoinsASourceIsRead() {
    let signals = Self.cdc + ", signals: dsgen.signals"
    #expect(
      told(model(signals, Self.one), model(signals, Self.two), [.source, .snapshot]) == [
        "restarted source p.s.source-0 tables columns topics", "taken snapshot public.b",
      ])
    #expect(
      told(model(Self.cdc, Self.one), model(Self.cdc, Self.two), [.snapshot]) == [
        "refused snapshot public.b without `signals`, nobody can ask for the rows that are there "
          + "before it joins"
      ])
  }

  /// A source that begins anew reads all of its tables by itself; what leaves is not read.
  @Test func whoReadsAllByItselfIsNotAsked() {
    #expect(told(model(Self.cdc, Self.two), model(Self.cdc, Self.one), [.snapshot]) == [])
    let moved = told(
      model(Self.cdc, Self.one), model(Self.cdc, Self.two, host: "new.acme.internal"),
      [.source, .snapshot])
    #expect(moved.count == 1 && moved[0].hasPrefix("re-reads source p.s.source-0"), "\(moved)")
  }

  @Test func endsOfTransactionsAreBroughtToo() {
    let found = told(
      model(Self.cdc, Self.one), model(Self.cdc + ", consistency: store", Self.one), [.connector])
    #expect(found.contains("created connector p.s.transactions-0"), "\(found)")
  }

  /// `a` is in the second of two slices, `b` in the first.
  @Test func slicesComeAndGo() {
    let (one, two) = (model(Self.cdc, Self.two), model(Self.cdc, Self.two, slices: 2))
    #expect(told(one, two, [.slice]).contains("created slice s/s0001"))
    #expect(told(two, one, [.slice]).contains("destroyed slice s/s0001"))
    #expect(told(one, one, Set(ProductionChange.Kind.allCases)) == [])
  }
}
