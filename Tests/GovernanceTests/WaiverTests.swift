import Diagnostics
import Testing

/// One breaking change, and what different waivers and answers make of it.
@Suite struct WaiverTests {
  private static let narrowed = CompatibilityTests.store.replacing("(18,2)", with: "(18,1)")

  private static func waiver(
    _ rule: String = "column-narrowed", _ object: String = "crm.purchases.total",
    _ consumers: String = "reporting.live", until date: String = "2026-12-31"
  ) -> String {
    """
    ---
    kind: Waivers
    waivers:
      W-1: { rule: \(rule), object: \(object), consumers: [\(consumers)], reason: r, expires: \(date) }

    """
  }

  private static func reporting(_ head: String) -> String {
    """
    ---
    kind: Workspace
    name: reporting
    team: USA/finance
    \(head.isEmpty ? "" : head + "\n")groups:
      live: { reads: [crm.customers, crm.purchases, masked_crm.customers] }

    """
  }

  /// What stands before and after beside the change, and the codes that are told.
  static let rows: [(what: String, before: String, after: String, codes: [String])] = [
    ("none", "", "", ["column-narrowed"]),
    (
      "nobody has accepted", waiver(), waiver(), ["column-narrowed", "waiver-not-accepted"]
    ),
    (
      "accepted in the base", waiver() + reporting("accepts: [W-1]"),
      waiver() + reporting("accepts: [W-1]"), []
    ),
    ("accepted in this change", waiver(), waiver() + reporting("accepts: [W-1]"), []),
    (
      "accepted before, and taken back", waiver() + reporting("accepts: [W-1]"),
      waiver() + reporting(""), []
    ),
    ("all of it at once", "", waiver() + reporting("accepts: [W-1]"), []),
    (
      "for the whole dataset", "",
      waiver("column-narrowed", "crm.purchases") + reporting("accepts: [W-1]"), []
    ),
    (
      "for the whole store", "",
      waiver("column-narrowed", "crm") + reporting("accepts: [W-1]"), []
    ),
    (
      "another column", "",
      waiver("column-narrowed", "crm.purchases.id") + reporting("accepts: [W-1]"),
      ["column-narrowed"]
    ),
    (
      "another rule", "",
      waiver("column-dropped") + reporting("accepts: [W-1]"), ["column-narrowed"]
    ),
    (
      "a rule that breaks nobody", "",
      waiver("column-widened") + reporting("accepts: [W-1]"), ["column-narrowed", "waiver-unused"]
    ),
    (
      "another consumer", "",
      waiver("column-narrowed", "crm.purchases.total", "masking.input")
        + reporting("accepts: [W-1]"), ["column-narrowed", "waiver-not-accepted"]
    ),
    (
      "expired", "",
      waiver("column-narrowed", "crm.purchases.total", until: "2026-06-29")
        + reporting("accepts: [W-1]"), ["column-narrowed", "waiver-expired"]
    ),
    (
      "on its last day", "",
      waiver("column-narrowed", "crm.purchases.total", until: "2026-06-30")
        + reporting("accepts: [W-1]"), []
    ),
    ("one that is gone", waiver() + reporting(""), reporting(""), ["column-narrowed"]),
  ]

  @Test(arguments: rows.indices) func eachIsJudged(_ index: Int) {
    let row = Self.rows[index]
    let found = judge(change: CompatibilityTests.store + row.before, to: Self.narrowed + row.after)
    #expect(
      Set(found.map(\.code)).sorted() == row.codes,
      "\(row.what): \(found.map { "\($0.code): \($0.message)" })")
  }

  @Test func whoHasNotAgreedIsNamed() throws {
    let head =
      CompatibilityTests.store.replacing("varchar(255)", with: "varchar(80)")
      + Self.waiver("column-narrowed", "crm.customers.email") + Self.reporting("accepts: [W-1]")
    let found = judge(change: CompatibilityTests.store, to: head)
    #expect(
      found.map(\.message) == [
        "`crm.customers.email` becomes `varchar(80)` from `varchar(255)`, and the length shrinks "
          + "from 255 to 80: breaks 1 workspace of 1 team: masking",
        "the waiver `W-1` does not name masking.input",
      ])
  }

  /// While it waits for what it is for it is of use; afterwards it is not.
  @Test func aWaiverThatWaitsIsOfUse() {
    let store = CompatibilityTests.store
    let dropped = store.replacing(#", total: "decimal(18,2)""#, with: "")
    let waiver = Self.waiver("column-dropped")
    func codes(_ before: String, _ after: String) -> [String] {
      judge(change: before, to: after).map(\.code)
    }
    #expect(codes(store, store + waiver) == [])
    let accepted = waiver + Self.reporting("accepts: [W-1]")
    #expect(codes(store + waiver, store + accepted) == [])
    #expect(codes(store + accepted, dropped + accepted) == [])
    #expect(codes(dropped + accepted, dropped + accepted + "# later\n") == ["waiver-unused"])
  }
}
