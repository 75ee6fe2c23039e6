import DSLFrontend
import Diagnostics
import Testing

@testable import Governance

/// Which object a place belongs to: `«…»` is the place.
@Suite struct SubjectTests {
  @Test(arguments: [
    ("«name: Northwind»", "", nil), ("«freeze»:", "", nil), ("«onprem»: {", "", nil),
    ("«EU»: acme/data-model@eu }", "EU", nil), ("«fix»: acme/fix@main }", "EU/fix", "EU/fix"),
    ("«zone: EU»", "EU/core", "EU/core"), ("«host: db.acme»", "EU/core.db", "EU/core"),
    ("«login»: user-password }", "EU/core.login", "EU/core"), ("«on_call»", "EU/core", "EU/core"),
    ("«production: true»", "ledger", "EU/core"), ("«type: cdc»", "ledger", "EU/core"),
    ("«narrow»:", "ledger", "EU/core"), ("«at: date»", "ledger", "EU/core"),
    ("«entries»:", "ledger.entries", "EU/core"), ("«[id]»", "ledger.entries", "EU/core"),
    ("«amount»: {", "ledger.entries.amount", "EU/core"),
    ("«unit: EUR»", "ledger.entries.amount", "EU/core"),
    ("«id: bigint not null\n      amount»", "ledger.entries", "EU/core"),
    ("«colour»: red", "ledger.entries", "EU/core"), ("«bare»: narrow", "ledger.bare", "EU/core"),
    ("«more»:", "ledger.more", "EU/core"), ("«kind: Datasets»", "ledger", "EU/core"),
    ("«priority: high»", "reporting", "EU/core"),
    ("«ledger.bare»", "reporting.live", "EU/core"), ("«namespace: n»", "prod", nil),
    ("«postgres»: user-password }", "prod", nil),
    ("«provisioned»", "reporting.live", "EU/core"), ("«primary»:", "", nil),
    ("«[prod]»", "ledger", "EU/core"), ("«key-missing»", "ledger.entries", "EU/core"),
    ("«Suppressions»", "", nil), ("«consumers: [reporting.live]»", "ledger.more", "EU/core"),
  ])
  func isTheInnermostThatHasAName(_ marked: String, _ object: String, _ team: String?) throws {
    let parts = marked.split(omittingEmptySubsequences: false) { "«»".contains($0) }
    let places = model.ranges(of: parts.joined())
    let found = try #require(places.first, "\(marked) is not in the model")
    #expect(places.count == 1, "\(marked) is there twice")
    let start = model[..<found.lowerBound].utf8.count + parts[0].utf8.count
    let place = Span(file: FileID(0), start: start, end: start + parts[1].utf8.count)
    let loaded = Frontend.load([SourceFile(path: "m.yaml", bytes: Array(model.utf8))])
    #expect(Subjects(loaded.model).find(place) == Subject(object, team: team))
  }

  @Test func otherFilesAreNobodys() {
    let loaded = Frontend.load([SourceFile(path: "m.yaml", bytes: Array(model.utf8))])
    let place = Span(file: FileID(1), start: 0, end: 3)
    #expect(Subjects(loaded.model).find(place) == Subject(""))
  }

  /// The second store has the first one's columns to the letter, so that its own have no place.
  @Test func aRuleOnADatasetIsAboutItWhereverItsTextStands() {
    let found = judge(
      store("a", "key: [id], columns: { id: bigint not null }")
        + store("b", "key: [id], columns: { id: bigint not null, at: date, AT: date }")
        + store("c", "partition: [id], columns: { id: bigint primary key, at: date, AT: date }"))
    #expect(
      found.map { "\($0.code) \($0.subject?.object ?? "-")" } == [
        "name-collision b.x.AT", "name-collision c.x.AT",
      ])
  }

  private func store(_ name: String, _ dataset: String) -> String {
    """
    kind: Datastore
    name: \(name)
    team: USA/sales
    ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "\(name).{dataset}" }
    datasets: { x: { classification: IP, \(dataset) } }
    ---

    """
  }
}

private let model = """
  kind: Ecosystem
  name: Northwind
  repository: acme/data-model@ecosystem
  live: acme/data-model@main
  zones: { EU: acme/data-model@eu }
  vendors: { onprem: { cloud: private } }
  freeze: []
  ---
  kind: Zone
  name: EU
  teams: { core: acme/core@main, fix: acme/fix@main }
  ---
  kind: Team
  name: core
  zone: EU
  contacts: { on_call: me }
  credentials: { login: user-password }
  containers:
    db: { type: postgres, host: db.acme }
  ---
  kind: Datastore
  name: ledger
  team: EU/core
  production: true
  ingestion: { type: cdc, container: db, credential: login }
  shapes:
    narrow: { columns: { at: date } }
  datasets:
    bare: narrow
    entries:
      key: [id]
      columns:
        id: bigint not null
        amount: { type: "decimal(18,2)", unit: EUR }
      colour: red
  ---
  kind: Datasets
  datastore: ledger
  datasets:
    more: { shape: narrow, key: [at] }
  ---
  kind: Workspace
  name: reporting
  team: EU/core
  priority: high
  groups:
    live: { reads: [ledger.bare, { dataset: ledger.more }] }
  ---
  kind: Platform
  name: prod
  type: kubernetes-postgres
  namespace: n
  credentials: { postgres: user-password }
  ---
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod, status: provisioned }]
  primary:
    ledger: [prod]
  ---
  kind: Suppressions
  suppressions:
    - { rule: key-missing, object: ledger.entries, reason: r, owner: EU/core, expires: 2026-12-31 }
  ---
  kind: Waivers
  waivers:
    W-1: { rule: r, object: ledger.more, consumers: [reporting.live], reason: r, expires: 2026-12-31 }

  """
