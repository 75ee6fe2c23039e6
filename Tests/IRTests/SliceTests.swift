import DSLFrontend
import Diagnostics
import Foundation
import IR
import Model
import Testing

@Suite struct SliceTests {
  static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/slices.md")

  @Test func vectorsOfThePage() throws {
    let rows = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| ") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: [" ", "`"]) } }
    let counts = try #require(rows.first).dropFirst(2).compactMap { Int($0) }
    #expect(counts == [1, 2, 10, 100, 5000])
    #expect(rows.count > 8)
    for row in rows.dropFirst() {
      let hash = Array(row[0].utf8).withUnsafeBufferPointer { ContentHash.number($0) }
      #expect(hash == UInt64(row[1], radix: 16), "\(row[0])")
      for (count, slice) in zip(counts, row.dropFirst(2)) {
        #expect(Slices.slice(of: row[0], count: count) == Int(slice), "\(row[0]) of \(count)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 7, 10, 50, 99, 255, 1000])
  func oneMoreSliceTakesItsShareAndNothingElseMoves(_ count: Int) {
    let total = 20_000
    var moved = 0
    var sizes = [Int](repeating: 0, count: count + 1)
    for number in 0..<total {
      let name = "dataset_\(number)"
      let before = Slices.slice(of: name, count: count)
      let after = Slices.slice(of: name, count: count + 1)
      if before != after {
        if after != count { Issue.record("\(name) moved to \(after)") }
        moved += 1
      }
      sizes[after] += 1
    }
    let share = Double(total) / Double(count + 1)
    // Five standard deviations of a binomial.
    let bound = 5 * share.squareRoot() + 1
    #expect(abs(Double(moved) - share) < bound, "\(moved) moved of \(total)")
    #expect(sizes.allSatisfy { abs(Double($0) - share) < bound }, "\(sizes)")
  }

  /// Ten thousand edits of a store, one after the other: whatever is added, removed, renamed with
  /// `was`, changed, reordered or spread over files, the others stay; a renamed one stays too.
  @Test(arguments: 0..<10) func editsMoveNothing(_ seed: Int) {
    var random = SplitMix(seed: seed)
    var store = EditedStore(slices: 1 + random.below(40))
    for _ in 0..<30 { store.add(&random) }
    var before = store.places()
    for step in 0..<1000 {
      let kept = store.edit(&random)
      let after = store.places()
      for (old, new) in kept {
        if before[old] == nil || before[old] != after[new] {
          Issue.record("\(old), now \(new), moved: seed \(seed), step \(step)")
        }
      }
      #expect(after.count == store.datasets.count)
      before = after
    }
  }
}

/// A store as a user would change it over the years.
struct EditedStore {
  struct Item {
    var name: String
    var was: [String] = []
    var column: String
  }

  var slices: Int
  var datasets: [Item] = []
  private var serial = 0

  init(slices: Int) { self.slices = slices }

  mutating func add(_ random: inout SplitMix) {
    serial += 1
    let item = Item(name: "d\(serial)_\(random.below(1000))", column: "id")
    datasets.insert(item, at: random.below(datasets.count + 1))
  }

  /// One edit. - Returns: the names of all datasets that were there before and still are, old and new.
  mutating func edit(_ random: inout SplitMix) -> [(String, String)] {
    var kept = datasets.map { ($0.name, $0.name) }
    switch random.below(5) {
    case 0: add(&random)
    case 1 where datasets.count > 10:
      let gone = datasets.remove(at: random.below(datasets.count)).name
      kept.removeAll { $0.0 == gone }
    case 2:
      let at = random.below(datasets.count)
      serial += 1
      let old = datasets[at].name
      datasets[at].was.append(old)
      datasets[at].name = "renamed_\(serial)"
      kept = kept.map { $0.0 == old ? (old, "renamed_\(serial)") : $0 }
    case 3: datasets[random.below(datasets.count)].column = "c\(random.below(100))"
    default: datasets.shuffle(using: &random)
    }
    return kept
  }

  /// The slice of each dataset, as the model has it; the store is written over two files.
  func places() -> [String: Int] {
    func lines(_ items: ArraySlice<Item>) -> String {
      items.map { item in
        let was = item.was.isEmpty ? "" : "was: [\(item.was.joined(separator: ", "))], "
        return "  \(item.name): { \(was)columns: { \(item.column): bigint primary key } }\n"
      }.joined()
    }
    let half = datasets.count / 2
    let head = """
      kind: Datastore
      name: s
      team: EU/core
      slices: \(slices)
      ingestion: { type: kafka, container: c, credential: l }
      datasets:

      """
    let texts = [
      head + lines(datasets[..<half]),
      "kind: Datasets\ndatastore: s\ndatasets:\n" + lines(datasets[half...]),
    ]
    let model = Frontend.load(
      texts.enumerated().map {
        SourceFile(path: "\($0.offset).yaml", bytes: Array($0.element.utf8))
      }
    ).model
    return Dictionary(
      uniqueKeysWithValues: model.stores[0].datasets.map {
        (model.name(ofDataset: $0), model.slice(ofDataset: $0, count: model.stores[0].sliceCount))
      })
  }
}
