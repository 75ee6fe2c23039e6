import Diagnostics
import Governance
import Testing

/// What comes, goes or moves as a whole: whom that breaks.
@Suite struct WholeObjectTests {
  /// Documents that replace or join those of the base model.
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let before: String
    let after: String
    let removing: [String]
    /// What it breaks.
    let codes: [String]
    /// What is said besides.
    let others: [String]

    init(
      _ what: String, from before: String = "", to after: String = "", removing: [String] = [],
      codes: [String] = [], others: [String] = []
    ) {
      testDescription = what
      self.before = before
      self.after = after
      self.removing = removing
      self.codes = codes
      self.others = others
    }
  }

  static let rows = [
    Row(
      "C2: a dataset less that nobody reads", from: store("a", "b"), to: store("a"), codes: []),
    Row(
      "C2: a dataset less that another reads", from: store("a", "b") + reading("lint.b"),
      to: store("a") + reading("lint.b"), codes: ["dataset-removed"]),
    Row(
      "C2: one of those that a pattern matches",
      from: store("a", "b") + reading("{ datasets: lint.* }"),
      to: store("a") + reading("{ datasets: lint.* }"), codes: ["dataset-removed"]),
    Row(
      "C2: one that a pattern does not match",
      from: store("a", "b") + reading("{ datasets: lint.a* }"),
      to: store("a") + reading("{ datasets: lint.a* }")),
    Row("C4: a store less that nobody reads", from: store("a")),
    Row(
      "C4: a store less that is read", from: store("a") + reading("lint.a"), to: reading("lint.a"),
      codes: ["store-removed"]),
    Row("C4: a store less, and its reader", from: store("a") + reading("lint.a")),
    Row("C4: a workspace less", from: reading("crm.customers")),
    Row(
      "C4: a workspace less that fills a store", removing: ["Workspace masking"],
      codes: ["workspace-removed"]),
    Row("C4: a team less", from: team),
    Row(
      "C4: a team less, and its store that is read",
      from: team + store("a", of: "EU/ops") + reading("lint.a"), to: reading("lint.a"),
      codes: ["store-removed"]),
    Row("C5: a store more", to: store("a")),
    Row("C5: a workspace more", to: reading("crm.customers")),
    Row("C5: a team more", to: team),
    Row(
      "C5: a workspace more that reads what goes", from: store("a", head: "deprecated: true\n"),
      to: store("a", head: "deprecated: true\n") + reading("lint.a"), others: ["read-deprecated"]),
    Row(
      "C21: a group on another platform", from: platform + assigned("prod_live"),
      to: platform + assigned("prod_two")),
    Row(
      "C21: and what it reads is gone", from: platform + assigned("prod_live"),
      to: platform + assigned("prod_two"), removing: ["Datastore crm"], codes: ["store-removed"]),
  ]

  @Test(arguments: rows) func isJudged(_ row: Row) {
    let found = judge(change: row.before, to: row.after, removing: row.removing)
    let told = Set(found.map(\.code))
    let broken = told.filter { Governance.topic(of: $0) == .compatibility }
    let all = found.map { "\($0.code): \($0.message)" }
    #expect(broken.sorted() == row.codes, "\(all)")
    #expect(told.isSuperset(of: row.others), "\(all)")
  }

  /// A platform has no say in what a change breaks, but each step there is judged.
  @Test func aPlatformIsNotJumpedTo() {
    let found = judge(
      change: Self.platform + Self.assigned("prod_live"),
      to: Self.platform + Self.assigned("prod_two"))
    #expect(found.contains { $0.code == "assignment-jump" }, "\(found.map(\.code))")
  }

  static let team = "kind: Team\nname: ops\nzone: EU\n---\n"

  static func store(
    _ datasets: String..., of team: String = "USA/sales", head: String = ""
  ) -> String {
    """
    kind: Datastore
    name: lint
    team: \(team)
    \(head)\
    ingestion:
      { type: kafka, container: USA/sales.crm_events, credential: USA/sales.crm_kafka, topic: "lint.{dataset}" }
    datasets:
    \(datasets.map { "  \($0): { classification: IP, columns: { id: bigint primary key } }\n" }.joined())\
    ---

    """
  }

  static func reading(_ read: String) -> String {
    "kind: Workspace\nname: lint\nteam: USA/finance\ngroups:\n  g: { reads: [\(read)] }\n---\n"
  }

  static func assigned(_ platform: String) -> String {
    """
    kind: Assignments
    groups:
      reporting.live: [{ platform: \(platform), status: provisioned }]

    """
  }

  static let platform = """
    kind: Platform
    name: prod_two
    type: kubernetes-postgres
    environment: prod
    merge: live
    namespace: ds-two
    images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
    postgres: { host: pg-data, credential: postgres }
    kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
    airflow: { name: airflow, credential: airflow }
    git: { credential: git }
    slack: { channel: "#data-events", credential: git }
    credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }
    ---

    """
}
