import Change
import Diagnostics
import Model
import Testing

/// What the declarations of the fields do not say by themselves: renames, owners, and what is no difference.
@Suite struct DifferenceTests {
  static let estate = """
    kind: Ecosystem
    name: N
    repository: acme/model@owner
    live: acme/model@main
    zones: { USA: acme/model@usa, EU: acme/model@eu }
    ---
    kind: Zone
    name: USA
    teams: { sales: acme/sales@main, finance: acme/finance@main }
    ---
    kind: Zone
    name: EU
    teams: { core: acme/core@main }
    ---
    kind: Team
    name: sales
    zone: USA
    ---
    kind: Workspace
    name: reporting
    team: USA/finance
    groups: { live: { reads: [crm.orders, { dataset: crm.customers, columns: [id] }] } }
    ---
    kind: Platform
    name: prod
    type: kubernetes-postgres
    merge: live
    namespace: n
    images: { dsgen: d, postgres: p, kafka: k, connect: c, airflow: a }
    postgres: { host: h, credential: c }
    kafka: { credential: c }
    airflow: { credential: c }
    git: { credential: c }
    slack: { channel: c, credential: c }
    credentials: { c: user-password }

    """
  static let store = """
    ---
    kind: Datastore
    name: crm
    team: USA/sales
    ingestion: { type: kafka, container: events, credential: login }
    datasets:
      orders: { columns: { id: bigint primary key, total: "decimal(18,2)", note: varchar(100) } }
      customers: { columns: { id: bigint primary key } }

    """

  static let rows: [(what: String, base: String, head: String, lines: [String])] = [
    (
      "a rename that says so", "note: varchar(100)",
      "remark: { type: varchar(200), was: note }",
      [
        "renamed column crm.orders.remark was crm.orders.note (team USA/sales); "
          + "type: varchar(100) → varchar(200)"
      ]
    ),
    (
      "a rename that does not", "note: varchar(100)", "remark: VARCHAR( 100 )",
      [
        "removed column crm.orders.note like crm.orders.remark (team USA/sales)",
        "added column crm.orders.remark like crm.orders.note (team USA/sales)",
      ]
    ),
    (
      "a dataset's rename", "customers: {", "clients: { was: customers,",
      ["renamed dataset crm.clients was crm.customers (team USA/sales)"]
    ),
    (
      "a rename of nothing", "customers: {", "customers: { was: clients,",
      ["changed dataset crm.customers (team USA/sales); was: - → clients"]
    ),
    ("the team written out", "container: events", "container: USA/sales.events", []),
    ("a default written out", "type: kafka,", "type: kafka, format: debezium,", []),
    ("the order of what has none", "crm.orders, {", "{ dataset: crm.orders }, {", []),
    (
      "the order of columns", "total: \"decimal(18,2)\", note: varchar(100)",
      "note: varchar(100), total: \"decimal(18,2)\"",
      [
        "changed dataset crm.orders (team USA/sales); columns: [id, total, note] → [id, note, total]"
      ]
    ),
    (
      "a list's item", "columns: [id]", "columns: [id, name]",
      [
        "changed read reporting.live.reads[crm.customers] (team USA/finance); columns: [id] → [id, name]"
      ]
    ),
    (
      "an approval where there was none", "ingestion:", "approvals: [{ group: a.b }]\ningestion:",
      [
        "changed datastore crm (team USA/sales); approvals: - → [a.b]",
        "added approval crm.approvals[a.b] (team USA/sales)",
      ]
    ),
    (
      "nobody may read", "ingestion:", "approvals: []\ningestion:",
      ["changed datastore crm (team USA/sales); approvals: - → []"]
    ),
    (
      "a key that is dropped", "id: bigint primary key, total", "id: bigint not null, total",
      ["changed column crm.orders.id (team USA/sales); key: true → -"]
    ),
    (
      "a store that moves", "team: USA/sales", "team: EU/core",
      [
        "changed datastore crm (team USA/sales); team: USA/sales → EU/core; "
          + "ingestion.container: USA/sales.events → EU/core.events; "
          + "ingestion.credential: USA/sales.login → EU/core.login"
      ]
    ),
    (
      "declarations", "finance: acme/finance@main", "finance: evil/finance@main",
      [
        "changed team declaration USA/finance (zone USA); "
          + "repository: acme/finance@main → evil/finance@main"
      ]
    ),
    (
      "a zone's declaration", "EU: acme/model@eu", "EU: acme/model@EU",
      ["changed zone declaration EU (ecosystem); repository: acme/model@eu → acme/model@EU"]
    ),
    (
      "the ecosystem's name", "name: N\n", "name: M\n",
      ["changed ecosystem ecosystem (ecosystem); name: N → M"]
    ),
    (
      "a platform", "merge: live", "merge: milestoned",
      ["changed platform prod (ecosystem); merge: live → milestoned"]
    ),
  ]

  @Test(arguments: rows) func says(
    _ row: (what: String, base: String, head: String, lines: [String])
  ) throws {
    let text = Self.estate + Self.store
    #expect(text.contains(row.base), "\(row.what)")
    let found = difference(text, text.replacing(row.base, with: row.head))
    #expect(found.lines == row.lines, "\(row.what)")
    // Read apart, the two share nothing, and nothing else is said.
    #expect(difference([text, ""], [text.replacing(row.base, with: row.head)]).lines == row.lines)
  }

  @Test func withoutABaseEverythingIsNew() {
    let found = difference(nil, [Self.estate, Self.store])
    #expect(found.objects.allSatisfy { $0.sort == .added && $0.base == nil })
    #expect(
      found.objects.map(\.path) == [
        "ecosystem", "EU", "USA", "USA/sales", "crm", "reporting", "prod",
      ])
    #expect(found.objects.allSatisfy { $0.owner == $0.headOwner && $0.owner != nil })
  }

  /// A store's datasets may stand in any of its documents.
  @Test func partsBelongToTheirStore() {
    let part = """
      kind: Datasets
      datastore: crm
      datasets:
        visits: { columns: { id: bigint primary key } }

      """
    let moved = Self.store.replacing(
      "datasets:\n", with: "datasets:\n  visits: { columns: { id: bigint primary key } }\n")
    #expect(difference([Self.estate, Self.store, part], [Self.estate, moved]).isEmpty)
    #expect(
      difference([Self.estate, Self.store], [Self.estate, Self.store, part]).lines
        == ["added dataset crm.visits (team USA/sales)"])
    #expect(
      difference(
        [Self.estate, Self.store, part],
        [Self.estate, Self.store, part.replacing("bigint", with: "integer")]
      ).lines == ["changed column crm.visits.id (team USA/sales); type: bigint → integer"])
    let elsewhere = part.replacing("datastore: crm", with: "datastore: other")
    #expect(
      difference([Self.estate, Self.store, part], [Self.estate, Self.store, elsewhere]).lines
        == ["removed dataset crm.visits (team USA/sales)"])
  }

  /// Each of what a document of several owners holds is of who owns what it is about.
  @Test func suppressionsAndWaiversBelongToTheirSubject() {
    func suppression(_ rule: String, _ object: String) -> String {
      "- { rule: \(rule), object: \(object), reason: r, owner: USA/sales, expires: 2030-01-01 }\n"
    }
    let head = """
      kind: Suppressions
      suppressions:
      \(suppression("a", "crm.orders"))\
      \(suppression("policy-x", "crm.orders"))\
      \(suppression("a", "reporting.live"))\
      \(suppression("a", "prod"))\
      \(suppression("a", "USA"))\
      \(suppression("a", "nothing"))\
      ---
      kind: Waivers
      waivers:
        W-1: { rule: r, object: crm.orders.gone, consumers: [reporting.live], reason: r, expires: 2030-01-01 }

      """
    let found = difference(
      [Self.estate, Self.store], [Self.estate, Self.store, head], policyRules: ["policy-x"])
    #expect(
      found.lines == [
        "added suppression suppressions[a USA] (zone USA)",
        "added suppression suppressions[a crm.orders] (team USA/sales)",
        "added suppression suppressions[a nothing] (ecosystem)",
        "added suppression suppressions[a prod] (ecosystem)",
        "added suppression suppressions[a reporting.live] (team USA/finance)",
        "added suppression suppressions[policy-x crm.orders] (zone USA)",
        "added waiver W-1 (team USA/sales)",
      ])
    // Spread over files, and in another order.
    let other = head.replacing("---\n", with: "---\nkind: Suppressions\nsuppressions: []\n---\n")
    #expect(difference([Self.estate, Self.store, head], [other, Self.store, Self.estate]).isEmpty)
    // The one that is about what goes with it stays its owner's.
    let gone = difference([Self.estate, Self.store, head], [Self.estate, head])
    #expect(gone.lines.allSatisfy { $0.hasPrefix("removed datastore crm") }, "\(gone.lines)")
  }

  @Test func placesLeadToBothSides() throws {
    let found = difference(
      Self.estate + Self.store,
      Self.estate + "\n\n" + Self.store.replacing("varchar(100)", with: "varchar(7)"))
    let field = try #require(found.objects.first?.fields.first)
    let (base, head) = (try #require(field.base), try #require(field.head))
    #expect(base.span.file != head.span.file)
    #expect(head.span.start == base.span.start + 2)
    #expect(base.span.end - base.span.start == 12 && head.span.end - head.span.start == 10)
  }
}
