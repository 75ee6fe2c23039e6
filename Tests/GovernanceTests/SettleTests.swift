import Diagnostics
import Testing

/// What of all that was found is told.
@Suite struct SettleTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    var suppressions: [(rule: String, object: String)] = []
    var rules = ""
    var preview = false
    /// Code and object of what is told, `code object`, in the order of their texts.
    let told: [String]
    var testDescription: String { name }
  }

  static let open = "dataset-unclassified"
  static let rows: [Row] = [
    Row(name: "nothing settled", told: ["\(open) lint.a", "\(open) lint.b"]),
    Row(
      name: "one dataset is kept quiet about", suppressions: [(open, "lint.a")],
      told: ["\(open) lint.b"]),
    Row(
      name: "a store covers what is in it", suppressions: [(open, "lint")], told: []),
    Row(
      name: "the narrowest is used",
      suppressions: [(open, "lint"), (open, "lint.a"), (open, "lint.b")],
      told: ["suppression-unused lint"]),
    Row(
      name: "the same twice", suppressions: [(open, "lint"), (open, "lint")],
      told: ["suppression-unused lint"]),
    Row(
      name: "a column covers no dataset", suppressions: [(open, "lint.a.id"), (open, "lint.b")],
      told: ["\(open) lint.a", "suppression-unused lint.a.id"]),
    Row(
      name: "a team covers no store", suppressions: [(open, "USA/sales"), (open, "lint")],
      told: ["suppression-unused USA/sales"]),
    Row(
      name: "another rule", suppressions: [("reserved-name", "lint"), (open, "lint")],
      told: ["suppression-unused lint"]),
    Row(
      name: "an error that is one for every platform",
      suppressions: [("key-missing", "lint.a"), (open, "lint")],
      told: ["suppression-refused lint.a"]),
    Row(
      name: "suppressions of suppressions", suppressions: [("suppression-unused", "lint")],
      told: ["\(open) lint.a", "\(open) lint.b", "suppression-refused lint"]),
    Row(
      name: "a rule that does not exist is said elsewhere",
      suppressions: [("no-such-rule", "lint"), (open, "lint")], told: ["rule-unknown lint"]),
    Row(name: "off", rules: "\(open): off", told: []),
    Row(
      name: "off and suppressed", suppressions: [(open, "lint")], rules: "\(open): off", told: []),
    Row(
      name: "an error by setting can be suppressed", suppressions: [(open, "lint.a")],
      rules: "\(open): error", told: ["\(open) lint.b error"]),
    Row(
      name: "a preview is told where it is asked for", suppressions: [(open, "lint")],
      preview: true,
      told: [
        "description-missing lint", "description-missing lint.a", "description-missing lint.b",
      ]),
    Row(
      name: "a preview is told where a setting names it", suppressions: [(open, "lint")],
      rules: "description-missing: warning",
      told: [
        "description-missing lint", "description-missing lint.a", "description-missing lint.b",
      ]),
    Row(
      name: "a preview that a setting switches off", suppressions: [(open, "lint")],
      rules: "description-missing: off", preview: true, told: []),
    Row(
      name: "a preview that nobody has asked for is not unused",
      suppressions: [(open, "lint"), ("description-missing", "reporting")], told: []),
    Row(
      name: "a preview can be suppressed",
      suppressions: [(open, "lint"), ("description-missing", "lint")], preview: true, told: []),
  ]

  @Test(arguments: rows) func tells(_ row: Row) {
    let found = judge(model(row), preview: row.preview)
    let told = found.map {
      let severity = $0.severity == .error && $0.code == Self.open ? " error" : ""
      return "\($0.code) \($0.subject?.object ?? "-")\(severity)"
    }
    #expect(told.sorted() == row.told)
  }

  @Test(arguments: [
    (String?.none, ["suppression-unused"]), ("2026-12-30", ["suppression-unused"]),
    ("2026-12-31", ["suppression-unused"]), ("2027-01-01", ["suppression-expired"]),
  ])
  func expiresAfterItsLastDay(_ today: String?, _ codes: [String]) {
    let suppressed = suppressions([(Self.open, "crm.customers")])
    #expect(judge(suppressed, today: today).map(\.code) == codes)
  }

  @Test func whatHasExpiredCoversNothing() {
    let row = Row(name: "", suppressions: [(Self.open, "lint")], told: [])
    let codes = judge(model(row), today: "2027-01-01").map(\.code)
    #expect(codes == [Self.open, Self.open, "suppression-expired"])
  }

  /// An error can hide what a suppression is for.
  @Test func isNotCalledUnusedWhileItsObjectIsFaulty() {
    let faulty = """
      kind: Datastore
      name: lint
      team: USA/sales
      ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "lint.{dataset}" }
      datasets:
        a: { columns: no }
        b: { classification: IP, columns: { id: bigint primary key } }
      ---

      """
    let suppressed = faulty + suppressions([(Self.open, "lint"), (Self.open, "lint.b")])
    let codes = judge(suppressed).map { "\($0.code) \($0.subject?.object ?? "-")" }
    #expect(
      codes == ["columns-missing lint.a", "value-form lint.a", "suppression-unused lint.b"])
  }

  @Test func isNotCalledUnusedWhileAFileIsUnread() {
    let found = judge(suppressions([(Self.open, "crm.customers")]) + "---\nkind: Nothing\n")
    #expect(found.map(\.code) == ["kind-unknown"])
  }

  @Test func aReasonAndAnOwnerAreWanted() {
    let found = judge(
      """
      kind: Suppressions
      suppressions: [{ rule: \(Self.open), object: crm, expires: 2026-12-31 }]

      """)
    #expect(found.map(\.code) == ["field-missing"])
    #expect(found[0].message.contains("`reason`, `owner`"))
  }

  @Test func aPreviewIsNoError() {
    for rule in allRules where rule.status == .preview {
      #expect(rule.severity < .error)
      #expect(judge(rule.wrong).allSatisfy { $0.code != rule.code }, "\(rule.code)")
    }
  }

  private func model(_ row: Row) -> String {
    var text = """
      kind: Datastore
      name: lint
      team: USA/sales
      production: \(row.preview || row.rules.contains("description") ? "true" : "false")
      ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "lint.{dataset}" }
      datasets:
        a: { columns: { id: bigint primary key } }
        b: { columns: { id: bigint primary key } }
      ---

      """
    if !row.rules.isEmpty {
      text += """
        kind: Ecosystem
        name: Northwind
        repository: acme/data-model@ecosystem
        live: acme/data-model@main
        zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
        rules: { \(row.rules) }
        ---

        """
    }
    return text + suppressions(row.suppressions)
  }

  private func suppressions(_ items: [(rule: String, object: String)]) -> String {
    if items.isEmpty { return "" }
    return "kind: Suppressions\nsuppressions:\n"
      + items.map {
        "  - { rule: \($0.rule), object: \($0.object), reason: r, owner: USA/sales, "
          + "expires: 2026-12-31 }\n"
      }.joined()
  }
}
