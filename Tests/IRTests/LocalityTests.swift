import AirflowPython
import DSLFrontend
import Diagnostics
import Emit
import IR
import Model
import Terraform
import Testing

/// One dataset more changes the files of its slice, its store's `source` root, and no other byte.
@Suite struct LocalityTests {
  struct Change: CustomTestStringConvertible, Sendable {
    var ingestion: String
    /// What may change beside the slice's own files.
    var shared: Set<String> = []
    var platform = ""
    var testDescription: String { ingestion + " " + platform }
  }

  static let changes = [
    Change(
      ingestion: "type: kafka, container: events, credential: login, topic: \"s.{dataset}\"",
      shared: ["terraform/s/source"]),
    Change(
      ingestion: "type: kafka, container: events, credential: login, topic: \"s.{dataset}\"",
      shared: ["terraform/s/source"], platform: "connectors: per-slice\njobs: per-slice"),
    Change(
      ingestion: "type: cdc, container: db, credential: login, sources: 3",
      shared: ["terraform/s/source"]),
    Change(
      ingestion: "type: cdc, container: db, credential: login, consistency: store",
      shared: ["terraform/s/source"]),
    Change(ingestion: "type: sql-snapshot, container: db, credential: login"),
  ]

  @Test(arguments: changes) func anInsertion(_ change: Change) throws {
    let estates = (0..<5).map { estate(change, added: $0) }
    for (before, after) in zip(estates, estates.dropFirst()) {
      let store = try #require(before.model.store("s"))
      let known = Set(before.model.stores[store].datasets.map { before.model.name(ofDataset: $0) })
      let added = try #require(
        after.model.stores[store].datasets.first {
          !known.contains(after.model.name(ofDataset: $0))
        })
      let slice = after.model.slice(ofDataset: added, count: 5)
      let label = PhysicalNames.sliceLabel(slice)

      // Files: exactly these differ.
      let differing = differences(files(of: before), files(of: after))
      let own = differing.filter { $0.contains("/s/\(label)/") || $0.contains(".s.\(label).") }
      #expect(!own.isEmpty)
      for path in differing.subtracting(own) {
        #expect(change.shared.contains { path.hasPrefix("p0/" + $0) }, "\(path) differs")
      }
      for path in change.shared {
        #expect(differing.contains { $0.hasPrefix("p0/" + path) }, "\(path) is the same")
      }
      // Plans: those of the other slices and of the other store are equal to the letter.
      let (old, new) = (plans(of: before), plans(of: after))
      #expect(old.keys.sorted() == new.keys.sorted())
      let changed = old.keys.filter { old[$0] != new[$0] }
      #expect(changed.contains("s/\(label)"))
      #expect(Set(changed).subtracting(["s/\(label)", "s"]) == [])
    }
  }

  @Test func anotherNumberOfSlicesIsSeen() {
    let (five, six) = (
      estate(Self.changes[0], added: 0), estate(Self.changes[0], added: 0, slices: 6)
    )
    let (old, new) = (files(of: five), files(of: six))
    #expect(!differences(old, new).isEmpty)
    #expect(differences(old, new).allSatisfy { !$0.contains("/other") })
  }

  // MARK: models

  /// New datasets stand in files of their own, so that what was written before keeps its places.
  private func estate(_ change: Change, added: Int, slices: Int = 5) -> Estate {
    func dataset(_ name: String) -> String {
      "  \(name): { classification: PUB, columns: { id: bigint primary key, v: varchar(20) } }\n"
    }
    var texts = [
      """
      kind: Ecosystem
      name: E
      repository: a/b@c
      live: a/b@d
      zones: { Z: a/b@z }
      ---
      kind: Zone
      name: Z
      teams: { t: a/b@t }
      ---
      kind: Team
      name: t
      zone: Z
      credentials: { login: user-password }
      containers:
        events: { type: kafka, bootstrap: "h:9092" }
        db: { type: postgres, host: db.acme.internal, database: orders, slots: 20 }
      \(platformDocument("p0", extra: change.platform))---
      kind: Workspace
      name: w
      team: Z/t
      groups: { g: { reads: [{ datasets: "s.*" }, { datasets: "other.*" }] } }
      ---
      kind: Assignments
      groups: { w.g: [{ platform: p0, status: provisioned }] }
      ---
      kind: Datastore
      name: other
      team: Z/t
      slices: 2
      ingestion: { type: kafka, container: events, credential: login, topic: "o.{dataset}" }
      datasets:

      """ + (0..<6).map { dataset("o\($0)") }.joined(),
      """
      kind: Datastore
      name: s
      team: Z/t
      slices: \(slices)
      ingestion: { \(change.ingestion) }
      datasets:

      """ + (0..<40).map { dataset("d\($0)") }.joined(),
    ]
    for number in 0..<added {
      texts.append("kind: Datasets\ndatastore: s\ndatasets:\n" + dataset("added_\(number)"))
    }
    let loaded = Frontend.load(
      texts.enumerated().map {
        SourceFile(path: "\($0.offset).yaml", bytes: Array($0.element.utf8))
      })
    #expect(loaded.diagnostics.map(\.message) == [])
    #expect(Estate.check(loaded.model).isEmpty)
    return Estate.lower(loaded.model)
  }

  // MARK: what comes out

  private func files(of estate: Estate) -> [String: [UInt8]] {
    let platform = estate.plan(platform: 0)
    var all: [GeneratedFile] = []
    for store in estate.stores(platform: 0) {
      let plan = estate.storePlan(platform: 0, store: store)
      all += TerraformBackend.source(plan, platform: platform)
      all += AirflowBackend.store(plan, platform: platform)
      for slice in plan.slices {
        let slicePlan = estate.slicePlan(platform: 0, store: store, slice: slice)
        all += TerraformBackend.slice(slicePlan, store: plan, platform: platform)
        all += AirflowBackend.slice(slicePlan, store: plan, platform: platform)
      }
    }
    return Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0.bytes) })
  }

  private func plans(of estate: Estate) -> [String: String] {
    var plans: [String: String] = [:]
    for store in estate.stores(platform: 0) {
      let plan = estate.storePlan(platform: 0, store: store)
      plans[plan.name] = text(plan)
      for slice in plan.slices {
        let slicePlan = estate.slicePlan(platform: 0, store: store, slice: slice)
        plans[plan.name + "/" + slicePlan.label] = text(slicePlan)
      }
    }
    return plans
  }

  private func text(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  private func differences(_ a: [String: [UInt8]], _ b: [String: [UInt8]]) -> Set<String> {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }
  }
}
