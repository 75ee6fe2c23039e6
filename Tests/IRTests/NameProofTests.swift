import DSLFrontend
import Diagnostics
import IR
import Model
import Testing

/// Names that fall together, against a comparison of all names with each other.
@Suite struct NameProofTests {
  struct Item {
    var store: String
    var dataset: String
    var was: String?
    var fixed: String?

    /// As the language's page says: what `as` says, else of the first name.
    var table: String { fixed ?? PhysicalNames.table(store: store, dataset: was ?? dataset) }
  }

  @Test(arguments: 0..<10) func tables(_ part: Int) {
    for seed in (part * 100)..<(part * 100 + 100) {
      let items = randomItems(seed)
      let loaded = load(items)
      let findings = Estate.check(loaded.model).filter { $0.code == "physical-name-collision" }
      let tables = Dictionary(grouping: items, by: \.table).filter { $0.value.count > 1 }
      var reported: [String: Int] = [:]
      for finding in findings {
        guard let name = finding.message.split(separator: "as ").last?.split(separator: "`").last,
          finding.message.contains("the same table as")
        else { continue }
        reported[String(name), default: 0] += 1
      }
      #expect(
        reported == tables.mapValues { $0.count - 1 },
        "seed \(seed): \(items)")
      // Two that share a slice's place, whatever their tables are.
      let places = Dictionary(grouping: items) { "\($0.store).\($0.was ?? $0.dataset)" }
        .filter { $0.value.contains { $0.was == nil } && $0.value.count > 1 }
      let still = findings.filter { $0.message.contains("still there") }.count
      #expect(still == places.values.reduce(0) { $0 + $1.count - 1 }, "seed \(seed): \(items)")
      #expect(findings.allSatisfy { $0.span != nil && $0.help != nil && !$0.labels.isEmpty })
    }
  }

  /// A new dataset that is apart from all uncommon names makes no name equal that was not.
  @Test func newDatasets() throws {
    var apart = 0
    for seed in 0..<600 {
      var random = SplitMix(seed: seed)
      let items = randomItems(seed)
      let last = Item(
        store: random.pick(items).store, dataset: random.pick(["a", "b", "c", "d", "e_f", "b__c"]))
      if items.contains(where: { $0.store == last.store && $0.dataset == last.dataset }) {
        continue
      }
      let before = load(items).model
      let now = load(items + [last]).model
      let id = try #require(now.dataset(path: "\(last.store).\(last.dataset)"))
      guard UncommonNames(of: before).areApart(fromDataset: id, in: now) else { continue }
      apart += 1
      let (old, new) = (Estate.check(before), Estate.check(now))
      #expect(
        new.map(\.message).sorted() == old.map(\.message).sorted(), "seed \(seed): \(items) \(last)"
      )
    }
    // Else nothing was shown.
    #expect(apart > 50)
  }

  /// Topics, which other stores' templates make too, and tables that Debezium folds together.
  @Test(arguments: [
    ("crm", "orders", "", true), ("crm", "sales_orders", "", true), ("crm", "j_made", "", false),
    ("crm", "taken", "", false), ("crm", "orders", "topic: free,", false),
    ("crm", "orders", "as: crm__fixed,", false), ("crm", "fixed", "", false),
    ("crm", String(repeating: "n", count: 120), "", false), ("one", "orders", "", false),
    ("db", "orders", "", true), ("db", "Order_Details", "", false),
    ("db", "orders", "source: { table: \"Some Orders\" },", false),
    ("two__parts", "orders", "", false),
  ]) func newNames(_ store: String, _ name: String, _ field: String, _ isApart: Bool) throws {
    func model(_ added: String) -> Model {
      func store(_ name: String, _ ingestion: String, _ known: String) -> String {
        """
        ---
        kind: Datastore
        name: \(name)
        team: EU/core
        ingestion: { \(ingestion) }
        datasets:
          known: { \(known) columns: { id: bigint primary key } }
        \(added.hasPrefix(name + " ") ? String(added.dropFirst(name.count + 1)) : "")

        """
      }
      let text =
        platform("live") + store("crm", "type: kafka, topic: \"crm.{dataset}\"", "")
        + store("journal", "type: kafka, topic: \"crm.j_{dataset}\"", "topic: crm.taken,")
        + store("sales", "type: kafka, topic: \"sales.{dataset}\"", "as: crm__fixed,")
        + store("one", "type: kafka, topic: all", "")
        + store("db", "type: cdc", "source: { table: \"Order Details\" },")
        + store("two__parts", "type: sql-snapshot", "")
      return Frontend.load([SourceFile(path: "m.yaml", bytes: Array(text.utf8))]).model
    }
    let names = UncommonNames(of: model(""))
    let now = model("\(store)   \(name): { \(field) columns: { id: bigint primary key } }")
    let id = try #require(now.dataset(path: store + "." + name))
    #expect(names.areApart(fromDataset: id, in: now) == isApart)
  }

  private func randomItems(_ seed: Int) -> [Item] {
    var random = SplitMix(seed: seed)
    let long = String(repeating: "l", count: 70)
    let parts = ["a", "b", "a_", "b__c", "a__b", "c", "a___b", long + "a", long + "b"]
    var items: [Item] = []
    for _ in 0..<(2 + random.below(12)) {
      let item = Item(
        store: random.pick(Array(parts.dropLast())), dataset: random.pick(parts),
        was: random.once(in: 5) ? random.pick(parts) : nil,
        fixed: random.once(in: 5)
          ? random.pick(["a__b", "a__c", "b__c", "x", "a__b__c", "a_____b"]) : nil)
      // `was` with the name it has is judged elsewhere.
      let isNew = !items.contains { $0.store == item.store && $0.dataset == item.dataset }
      if isNew, item.was != item.dataset { items.append(item) }
    }
    return items
  }

  private func load(_ items: [Item]) -> LoadedModel {
    var text = ""
    for (store, datasets) in Dictionary(grouping: items, by: \.store).sorted(by: { $0.key < $1.key }
    ) {
      text += """
        ---
        kind: Datastore
        name: \(store)
        team: EU/core
        ingestion: { type: kafka, container: c, credential: l, topic: "\(store).{dataset}" }
        datasets:

        """
      for item in datasets {
        let was = item.was.map { "was: \($0), " } ?? ""
        let fixed = item.fixed.map { "as: \($0), " } ?? ""
        text += "  \(item.dataset): { \(was)\(fixed)columns: { id: bigint primary key } }\n"
      }
    }
    return Frontend.load([SourceFile(path: "names.yaml", bytes: Array(text.utf8))])
  }

  /// Views of a workspace: group, store, dataset, with `__` between and in them.
  @Test(arguments: 0..<200) func views(_ seed: Int) {
    var random = SplitMix(seed: seed)
    let parts = ["a", "b", "a__b", "b__c", "c", "b__history"]
    let stores = random.some(parts, least: 2, upTo: 4)
    let datasets = random.some(parts, least: 2, upTo: 4)
    var text = ""
    for store in stores {
      text += "---\nkind: Datastore\nname: \(store)\nteam: EU/core\n"
      text += "ingestion: { type: kafka, container: c, credential: l }\ndatasets:\n"
      for name in datasets { text += "  \(name): { columns: { id: bigint primary key } }\n" }
    }
    text += "---\nkind: Workspace\nname: w\nteam: EU/core\ngroups:\n"
    var names: [String: Set<[String]>] = [:]
    for group in random.some(parts, least: 1, upTo: 4) {
      var reads: [String] = []
      for store in random.some(stores, least: 1, upTo: 3) {
        for dataset in random.some(datasets, least: 1, upTo: 3) {
          reads.append(store + "." + dataset)
          for end in ["", "__history"] {
            names["\(group)__\(store)__\(dataset)\(end)", default: []].insert([
              group, store, dataset,
            ])
          }
        }
      }
      text += "  \(group): { reads: [\(reads.joined(separator: ", "))] }\n"
    }
    let model = Frontend.load([SourceFile(path: "views.yaml", bytes: Array(text.utf8))]).model
    let reported = Estate.check(model).filter { $0.message.contains("the same view as") }
      .compactMap { $0.message.split(separator: "`").last.map(String.init) }
    let expected = names.filter { $0.value.count > 1 }.flatMap { name, readers in
      Array(repeating: name, count: readers.count - 1)
    }
    #expect(reported.sorted() == expected.sorted(), "seed \(seed)")
  }

  @Test(
    arguments: [
      ("w", "w__output", true, "schema"), ("w", "w__output", false, nil),
      ("w", "x__output", true, nil),
    ] as [(String, String, Bool, String?)])
  func schemas(_ one: String, _ other: String, _ transforms: Bool, _ title: String?) {
    let transformer = transforms ? "transformer: { image: i, output: s }\n" : ""
    let text = """
      kind: Workspace
      name: \(one)
      team: EU/core
      groups: { g: { reads: [s.d] } }
      \(transformer)---
      kind: Workspace
      name: \(other)
      team: EU/core
      groups: { g: { reads: [s.d] } }
      """
    let model = Frontend.load([SourceFile(path: "w.yaml", bytes: Array(text.utf8))]).model
    let found = Estate.check(model).filter { $0.message.contains("the same schema") }
    #expect(found.count == (title == nil ? 0 : 1))
  }

  /// `<platform>.transform.<workspace>` is also the DAG of a slice of a store `transform`.
  @Test(arguments: [("s0001", 2, 1), ("s0002", 2, 0), ("s0000", 1, 1), ("s1", 2, 0)])
  func dags(_ workspace: String, _ slices: Int, _ count: Int) {
    let text = """
      kind: Workspace
      name: \(workspace)
      team: EU/core
      groups: { g: { reads: [transform.d] } }
      transformer: { image: i, output: s }
      ---
      kind: Datastore
      name: transform
      team: EU/core
      slices: \(slices)
      ingestion: { type: kafka, container: c, credential: l }
      datasets: { d: { columns: { id: bigint primary key } } }
      """
    let model = Frontend.load([SourceFile(path: "d.yaml", bytes: Array(text.utf8))]).model
    #expect(Estate.check(model).filter { $0.message.contains("the same DAG") }.count == count)
  }
}
