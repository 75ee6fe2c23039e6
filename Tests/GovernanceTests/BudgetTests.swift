import Diagnostics
import Governance
import Testing

/// The Ecosystem's budgets: what a change may delete of tables, slices and connectors, and what names what is
/// meant to go. The store `lint` has its datasets in two slices; the group reads all or some of them.
@Suite struct BudgetTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let budgets: String
    var reads = "lint.orders"
    var removals = ""
    /// The messages, each without what it would take.
    let messages: [String]
  }

  /// Of `lint`, `orders` is in slice 0; `customers` and `postings` are in slice 1.
  static let rows = [
    Row(testDescription: "none said", budgets: "", messages: []),
    Row(
      testDescription: "tables", budgets: "delete_tables: 1",
      messages: ["2 tables would be deleted, and the budget is 1"]),
    Row(testDescription: "just as many tables", budgets: "delete_tables: 2", messages: []),
    Row(
      testDescription: "slices", budgets: "delete_slices: 0",
      messages: ["1 slice would be deleted, and the budget is 0"]),
    Row(testDescription: "just as many slices", budgets: "delete_slices: 1", messages: []),
    Row(
      testDescription: "a slice that keeps a dataset", budgets: "delete_slices: 0",
      reads: "lint.orders, lint.postings", messages: []),
    Row(
      testDescription: "a slice that is meant", budgets: "delete_slices: 0",
      removals: "lint/s0001", messages: []),
    Row(
      testDescription: "another slice is meant", budgets: "delete_slices: 0",
      removals: "lint/s0000", messages: ["1 slice would be deleted, and the budget is 0"]),
    Row(
      testDescription: "connectors", budgets: "delete_connectors: 1",
      messages: ["2 connectors would be deleted, and the budget is 1"]),
    Row(testDescription: "just as many connectors", budgets: "delete_connectors: 2", messages: []),
    Row(
      testDescription: "their store is meant", budgets: "delete_connectors: 0", removals: "lint",
      messages: []),
    Row(
      testDescription: "their platform is meant", budgets: "delete_connectors: 0",
      removals: "prod_live", messages: []),
    Row(
      testDescription: "another store is meant", budgets: "delete_connectors: 0",
      removals: "masked_crm", messages: ["2 connectors would be deleted, and the budget is 0"]),
    Row(
      testDescription: "each by itself",
      budgets: "delete_tables: 0, delete_slices: 0, delete_connectors: 0",
      removals: "lint.customers",
      messages: [
        "1 table would be deleted, and the budget is 0",
        "1 slice would be deleted, and the budget is 0",
        "2 connectors would be deleted, and the budget is 0",
      ]),
  ]

  @Test(arguments: rows) func isJudged(_ row: Row) {
    let before =
      Self.ecosystem(row.budgets) + Self.store
      + Self.reading("lint.orders, lint.customers, lint.postings")
    let after =
      Self.ecosystem(row.budgets, removals: row.removals) + Self.store
      + Self.reading(row.reads)
    let found = judge(change: before, to: after).filter { Governance.topic(of: $0.code) == .budget }
    #expect(found.map(\.message).sorted() == row.messages.sorted())
    #expect(found.allSatisfy { $0.code == "deletion-budget" })
  }

  /// The budget is that of the model as it is: a change cannot raise its own.
  @Test func noChangeRaisesItsOwnBudget() {
    let found = judge(
      change: Self.ecosystem("delete_slices: 0") + Self.store
        + Self.reading("lint.orders, lint.customers, lint.postings"),
      to: Self.ecosystem("delete_slices: 9") + Self.store + Self.reading("lint.orders"))
    #expect(found.contains { $0.code == "deletion-budget" })
  }

  /// What the finding proposes lets the change through.
  @Test(arguments: ["delete_tables: 0", "delete_slices: 0", "delete_connectors: 0"])
  func whatIsProposedHelps(_ budget: String) throws {
    let before =
      Self.ecosystem(budget) + Self.store
      + Self.reading("lint.orders, lint.customers, lint.postings")
    func found(_ removals: String) -> [Diagnostic] {
      judge(
        change: before,
        to: Self.ecosystem(budget, removals: removals) + Self.store + Self.reading("lint.orders")
      ).filter { $0.code == "deletion-budget" }
    }
    let help = try #require(found("").first?.help)
    let names = try #require(help.split(separator: "[").last?.split(separator: "]").first)
    #expect(found(String(names)).isEmpty, "\(help)")
  }

  private static func ecosystem(_ budgets: String, removals: String = "") -> String {
    """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
    \(budgets.isEmpty ? "" : "budgets: { \(budgets) }\n")\
    \(removals.isEmpty ? "" : "removals: [\(removals)]\n")\
    ---

    """
  }

  private static let store = """
    kind: Datastore
    name: lint
    team: USA/sales
    slices: 2
    ingestion:
      { type: kafka, container: crm_events, credential: crm_kafka, topic: "lint.{dataset}" }
    datasets:
      customers: { classification: IP, columns: { id: bigint primary key } }
      orders: { classification: IP, columns: { id: bigint primary key } }
      postings: { classification: IP, columns: { id: bigint primary key } }
    ---

    """

  private static func reading(_ reads: String) -> String {
    """
    kind: Workspace
    name: reporting
    team: USA/finance
    groups:
      live: { reads: [crm.customers, crm.purchases, masked_crm.customers, \(reads)] }

    """
  }
}
