import Foundation
import Testing

private let sales = "acme/sales@main"
private let core = "acme/core@main"

/// The same estate, where what changes is what others read.
@Suite struct ReviewReadersTests {
  @Test func typesAndColumns() throws {
    let story = try ReviewStory("readers")
    try ReviewStoryTests.start(story)
    try story.propose(
      "widened", ["sales/crm.yaml": Texts.crm(total: "decimal(20,2)")], by: sales,
      refused: [(core, 4)])
    try story.propose(
      "narrowed", ["sales/crm.yaml": Texts.crm(total: "decimal(18,2)")], by: nil,
      refused: [(sales, 4)])
    let dropped = Texts.crm(total: "decimal(20,2)").removing(", total: \"decimal(20,2)\"")
    try story.propose("dropped", ["sales/crm.yaml": dropped], by: nil, refused: [(sales, 4)])
    try story.propose(
      "no-longer-read",
      [
        "core/reporting.yaml": Texts.reporting(
          "[crm.customers, { dataset: crm.orders, columns: [id] }]")
      ],
      by: core, refused: [(sales, 4)])
    try story.propose(
      "dropped-unread", ["sales/crm.yaml": dropped], by: sales, refused: [(core, 4)])
    try story.end()
  }

  @Test func aDatasetGoes() throws {
    let story = try ReviewStory("deprecation")
    try ReviewStoryTests.start(story)
    let gone = Texts.crm().cut(from: "  orders:")
    let deprecated = Texts.crm().replacing("  orders:\n", "  orders:\n    deprecated: true\n")
    // The head's readers are not right by themselves, which counts before a refusal.
    try story.propose("removed-at-once", ["sales/crm.yaml": gone], by: nil, refused: [(sales, 1)])
    try story.propose(
      "deprecated-at-once", ["sales/crm.yaml": deprecated], by: nil, refused: [(sales, 1)])
    try story.propose(
      "agreed",
      [
        "core/reporting.yaml": Texts.reporting(
          "[crm.customers, { dataset: crm.orders, deprecated: allowed }]")
      ],
      by: core, refused: [(sales, 4)])
    try story.propose("deprecated", ["sales/crm.yaml": deprecated], by: sales, refused: [(core, 4)])
    try story.propose(
      "left", ["core/reporting.yaml": Texts.reporting("[crm.customers]")], by: core,
      refused: [(sales, 4)])
    try story.propose("removed", ["sales/crm.yaml": gone], by: sales, refused: [(core, 4)])
    try story.end()
  }

  @Test func aWaiver() throws {
    let story = try ReviewStory("waiver")
    try ReviewStoryTests.start(story)
    let narrowed = Texts.crm(total: "decimal(10,2)")
    try story.propose(
      "waived",
      [
        "sales/waivers.yaml": """
        kind: Waivers
        waivers:
          W-17:
            rule: column-narrowed
            object: crm.orders.total
            consumers: [reporting.live]
            reason: the source has never had more
            ticket: OPS-1
            expires: 2026-12-31

        """
      ], by: sales, refused: [(core, 4)])
    try story.propose("not-agreed", ["sales/crm.yaml": narrowed], by: nil, refused: [(sales, 4)])
    try story.propose(
      "accepted", ["core/reporting.yaml": Texts.reporting() + "accepts: [W-17]\n"], by: core,
      refused: [(sales, 4)])
    try story.propose(
      "too-late", ["sales/crm.yaml": narrowed], by: nil, refused: [(sales, 4)], today: "2027-01-31")
    try story.propose(
      "narrowed-as-agreed", ["sales/crm.yaml": narrowed], by: sales, refused: [(core, 4)])
    try story.end()
  }
}

extension String {
  fileprivate func removing(_ text: String) -> String { replacing(text, "") }

  fileprivate func replacing(_ text: String, _ other: String) -> String {
    replacingOccurrences(of: text, with: other)
  }

  /// Without the line that begins so, and all behind it.
  fileprivate func cut(from line: String) -> String {
    components(separatedBy: "\n" + line)[0] + "\n"
  }
}
