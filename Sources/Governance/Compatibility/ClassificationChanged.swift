import Diagnostics
import Model

extension Rule {
  static let classificationChanged = Rule(
    code: "classification-changed", severity: .error,
    summary: "What data is said to be, changes while somebody reads it.",
    why: """
      Who reads it has taken on duties that go with its class, and has been allowed to by that class. Data that \
      turns out to be personal must be known to all who hold it before it is, and data that turns out not to \
      be so must not slip through either.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: { type: bigint, nullable: false, classification: CPI }, total: "decimal(18,2)""#
    ),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)", email: { type: varchar(80), classification: CPI }"#
    ))
}

extension ContractCheck {
  static let classificationChanged = ContractCheck(.classificationChanged) { change, found in
    if let what = words(change.base.classification, change.head.classification) {
      found.append(
        change.broken(
          .classificationChanged, what, at: .classification, way: .accept, help: help))
    }
    for (old, new) in change.kept {
      guard let what = words(old.classification, new.classification) else { continue }
      found.append(
        change.broken(.classificationChanged, old, new, what, way: .accept, help: help))
    }
  }
}

private let help = "let its readers accept a waiver, so that each of them knows"

private func words(_ old: [String], _ new: [String]) -> String? {
  let (old, new) = (Set(old), Set(new))
  if old == new { return nil }
  func shown(_ classes: Set<String>) -> String {
    classes.isEmpty ? "unclassified" : classes.sorted().joined(separator: ", ")
  }
  return "was \(shown(old)) and is now \(shown(new))"
}
