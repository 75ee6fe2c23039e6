import Diagnostics
import Governance
import Testing

/// What each kind of change means to those who read what it changes. The store `crm` is read by `reporting`
/// of another team; `masking`, whose store `reporting` reads too, reads `crm.customers`.
@Suite struct CompatibilityTests {
  static let customers = """
      customers:
        classification: CPI
        columns: { id: bigint primary key, email: varchar(255) not null }

    """
  static let purchases = """
      purchases:
        classification: IP
        columns: { id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)" }

    """

  /// By its number in the list of what may change: what replaces what in the store, and the codes.
  static let rows: [(what: String, old: String, new: String, codes: [String])] = [
    (
      "C1: a dataset more", customers,
      customers + "  visits: { classification: PUB, columns: { id: bigint primary key } }\n", []
    ),
    ("C3: a dataset less that is read", purchases, "", ["dataset-removed"]),
    ("C6: a column less", #", total: "decimal(18,2)""#, "", ["column-dropped"]),
    ("C7: a column more", #""decimal(18,2)""#, #""decimal(18,2)", tax: integer"#, []),
    (
      "C8: a column more, not null", #""decimal(18,2)""#,
      #""decimal(18,2)", tax: integer not null"#, ["column-not-null-added"]
    ),
    (
      "C9: a key of two", "customer_id: bigint not null", "customer_id: bigint primary key",
      ["key-changed"]
    ),
    (
      "C9: a key column more", "customer_id: bigint not null",
      "customer_id: bigint not null, line: integer primary key", ["key-changed"]
    ),
    (
      "C9: another key", "columns: { id: bigint primary key, customer_id",
      "key: customer_id\n    columns: { id: bigint not null, customer_id", ["key-changed"]
    ),
    (
      "C9: the same key, written out", "columns: { id: bigint primary key, customer_id",
      "key: id\n    columns: { id: bigint not null, customer_id", []
    ),
    (
      "C10: a partition", "columns: { id: bigint primary key, customer_id",
      "partition: id\n    columns: { id: bigint primary key, customer_id", ["partition-changed"]
    ),
    (
      "C11: null now", "customer_id: bigint not null", "customer_id: bigint",
      ["column-nullability-changed"]
    ),
    (
      "C11: null no more", #"total: "decimal(18,2)""#,
      #"total: { type: "decimal(18,2)", nullable: false }"#, ["column-nullability-changed"]
    ),
    (
      "C12: no key column any more",
      "columns: { id: bigint primary key, customer_id: bigint not null",
      "columns: { id: bigint not null, customer_id: bigint primary key", ["key-changed"]
    ),
    (
      "C13: a class more", "classification: IP", "classification: [IP, CPI]",
      ["classification-changed"]
    ),
    (
      "C13: no class", "    classification: IP\n", "",
      ["classification-changed", "dataset-unclassified"]
    ),
    (
      "C13: a column's class", #"total: "decimal(18,2)""#,
      #"total: { type: "decimal(18,2)", classification: CPI }"#, ["classification-changed"]
    ),
    (
      "C14: another order", #"customer_id: bigint not null, total: "decimal(18,2)""#,
      #"total: "decimal(18,2)", customer_id: bigint not null"#, []
    ),
    ("C15: wider", "decimal(18,2)", "decimal(20,2)", ["column-widened"]),
    ("C15: wider, written anew", "decimal(18,2)", "decimal(20,4)", ["column-widened"]),
    ("C16: narrower", "decimal(18,2)", "decimal(17,2)", ["column-narrowed"]),
    ("C16: of another kind", "decimal(18,2)", "varchar(20)", ["column-narrowed"]),
    ("C17: another name without was", "  purchases:", "  orders:", ["dataset-removed"]),
    ("a column's name without was", "total:", "sum:", ["column-dropped"]),
    (
      "a column's name", #"total: "decimal(18,2)""#, #"sum: { type: "decimal(18,2)", was: total }"#,
      ["column-renamed"]
    ),
    (
      "a column's name and type", #"total: "decimal(18,2)""#,
      #"sum: { type: "decimal(9,2)", was: total }"#, ["column-narrowed", "column-renamed"]
    ),
    (
      "C19: deprecated", "purchases:\n", "purchases:\n    deprecated: true\n",
      ["deprecation-refused", "read-deprecated"]
    ),
    (
      "C19: all of it", "team: USA/sales\n", "team: USA/sales\ndeprecated: true\n",
      ["deprecation-refused", "read-deprecated"]
    ),
    (
      "a column may be deprecated", #"total: "decimal(18,2)""#,
      #"total: { type: "decimal(18,2)", deprecated: true }"#, []
    ),
    (
      "C20: how it is captured", "credential: crm_kafka",
      "credential: crm_kafka\n  schedule: \"0 * * * *\"", []
    ),
    (
      "C20: production", "team: USA/sales\n", "team: USA/sales\nproduction: true\n",
      ["description-missing", "production-mismatch"]
    ),
    (
      "C20: collation", "email: varchar(255) not null",
      "email: { type: varchar(255), nullable: false, collation: C }", []
    ),
    ("words", "classification: IP", "classification: IP\n    description: What was bought", []),
  ]

  static let store = """
    kind: Datastore
    name: crm
    team: USA/sales
    ingestion:
      type: kafka
      container: crm_events
      credential: crm_kafka
      topic: "crm.{dataset}"
    datasets:
    \(customers)\(purchases)
    """

  @Test(arguments: rows.indices) func eachIsJudged(_ index: Int) {
    let row = Self.rows[index]
    let head = Self.store.replacing(row.old, with: row.new, maxReplacements: 1)
    #expect(head != Self.store, "\(row.what): nothing is replaced")
    // What a reference to what is gone says besides is another matter.
    let found = judge(change: Self.store, to: head).filter { $0.code != "reference-unknown" }
    #expect(Set(found.map(\.code)).sorted() == row.codes, "\(row.what): \(shown(found))")
  }

  /// What nobody reads may do as it likes.
  @Test(arguments: rows.indices) func nobodyReadsIt(_ index: Int) {
    let row = Self.rows[index]
    let quiet = "---\n" + reporting("masked_crm.customers")
    let before = Self.store + quiet
    let after = Self.store.replacing(row.old, with: row.new, maxReplacements: 1) + quiet
    guard row.old.contains("purchases") || row.new.contains("total") || row.old.contains("total")
    else { return }
    let topics = judge(change: before, to: after).filter {
      Governance.topic(of: $0.code) == .compatibility
    }
    #expect(topics.map(\.code) == [], "\(row.what): \(shown(topics))")
  }

  @Test func columnsThatAreListedAreWhatIsRead() {
    let few =
      "crm.customers, { dataset: crm.purchases, columns: [id, customer_id] }, masked_crm.customers"
    let readers = "---\n" + reporting(few)
    func codes(_ old: String, _ new: String) -> [String] {
      judge(change: Self.store + readers, to: Self.store.replacing(old, with: new) + readers)
        .map(\.code)
    }
    #expect(codes(#", total: "decimal(18,2)""#, "") == [])
    #expect(codes("decimal(18,2)", "decimal(9,2)") == [])
    #expect(
      codes("customer_id: bigint not null", "customer_id: integer not null") == ["column-narrowed"])
    #expect(
      codes(#""decimal(18,2)""#, #""decimal(18,2)", tax: integer not null"#) == [
        "column-not-null-added"
      ])
  }

  @Test func whoLeavesInTheSameChangeIsNotBroken() {
    let left = "---\n" + reporting("crm.customers, masked_crm.customers")
    let head = Self.store.replacing(Self.purchases, with: "") + left
    #expect(judge(change: Self.store, to: head).map(\.code) == [])
  }

  @Test func aPatternReadsWhatItMatches() {
    let readers = "---\n" + reporting("{ datasets: crm.* }, masked_crm.customers")
    func codes(_ old: String, _ new: String) -> [String] {
      judge(change: Self.store + readers, to: Self.store.replacing(old, with: new) + readers)
        .map(\.code)
    }
    #expect(codes(Self.purchases, "") == ["dataset-removed"])
    #expect(codes("  purchases:\n", "  orders:\n    was: purchases\n") == [])
    let some =
      "---\n" + reporting("{ datasets: crm.p* }, { datasets: crm.c* }, masked_crm.customers")
    let renamed = Self.store.replacing("  purchases:\n", with: "  orders:\n    was: purchases\n")
    let codes = judge(change: Self.store + some, to: renamed + some).map(\.code)
    #expect(codes.contains("dataset-removed"))
  }

  @Test func aFindingSaysWhomItBreaksAndWhoMovesFirst() throws {
    let head = Self.store.replacing("email: varchar(255)", with: "email: varchar(80)")
    let found = judge(change: Self.store, to: head)
    let finding = try #require(found.first { $0.code == "column-narrowed" })
    #expect(
      finding.message
        == "`crm.customers.email` becomes `varchar(80)` from `varchar(255)`, and the length shrinks "
        + "from 255 to 80: breaks 2 workspaces of 2 teams: masking, reporting")
    #expect(finding.subject == Subject("crm.customers.email", team: "USA/sales"))
    #expect(
      finding.labels.map(\.text) == [
        "as it was", "`masking.input` reads it here", "`reporting.live` reads it here",
      ])
    #expect(
      finding.notes == [
        "what is made of it is in masked_crm",
        "the shortest way there, one pull request a line:",
        "1. acme/sales-model@main (team USA/sales): adds a waiver of `column-narrowed` for "
          + "`crm.customers.email`, with `consumers: [masking.input, reporting.live]`",
        "2. acme/finance-model@main (team USA/finance): `reporting` says `accepts:` that waiver",
        "3. acme/sales-model@main (team USA/sales): `masking` says `accepts:` that waiver; this change",
      ])
  }

  @Test func theWayOfADropIsThatReadersLeave() throws {
    let head = Self.store.replacing(#", total: "decimal(18,2)""#, with: "")
    let finding = try #require(judge(change: Self.store, to: head).first)
    #expect(
      finding.notes.dropFirst() == [
        "1. acme/finance-model@main (team USA/finance): `reporting.live` no longer reads "
          + "`crm.purchases.total`",
        "2. acme/sales-model@main (team USA/sales): this change",
      ])
  }

  @Test func aShapeIsToldOnce() {
    func store(_ columns: String) -> String {
      let sets = (1...9).map { "  events_\($0): { shape: audit, classification: PUB }" }
      return Self.store.replacing(
        "datasets:\n",
        with: "shapes: { audit: { columns: { id: bigint primary key\(columns) } } }\ndatasets:\n"
          + sets.joined(separator: "\n") + "\n")
    }
    let readers = "---\n" + reporting("{ datasets: crm.* }, masked_crm.customers")
    let found = judge(change: store(", at: timestamp") + readers, to: store("") + readers)
    #expect(
      found.map(\.message) == [
        "`crm.events_1.at` is dropped, in 8 more datasets of its shape too: breaks "
          + "1 workspace of 1 team: reporting"
      ])
  }

  @Test func aColumnThatMovesIntoAShapeStaysWhatItIs() {
    let own = Self.store.replacing(
      "datasets:\n",
      with: "shapes: { base: { columns: { id: bigint primary key } } }\ndatasets:\n")
    let shaped = own.replacing(
      "columns: { id: bigint primary key, customer_id",
      with: "shape: base\n    columns: { customer_id")
    #expect(judge(change: own, to: shaped).map(\.code) == [])
  }

  private func reporting(_ reads: String, head: String = "") -> String {
    """
    kind: Workspace
    name: reporting
    team: USA/finance
    \(head.isEmpty ? "" : head + "\n")groups:
      live: { reads: [\(reads)] }

    """
  }

  private func shown(_ found: [Diagnostic]) -> String {
    found.map { "\($0.code): \($0.message)" }.joined(separator: "; ")
  }
}
