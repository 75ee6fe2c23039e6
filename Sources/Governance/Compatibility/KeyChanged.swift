import Diagnostics
import Model

extension Rule {
  static let keyChanged = Rule(
    code: "key-changed", severity: .error,
    summary: "The key of a dataset that somebody reads changes.",
    why: """
      Rows are merged by their key: with another one, or another order of its columns, rows that were one \
      become several or the other way round, tables are made anew, and readers join by columns that no longer \
      tell rows apart.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: bigint primary key, total: "decimal(18,2)""#),
    right: Example.purchases(
      #"id: { type: bigint, key: true }, customer_id: bigint not null, total: "decimal(18,2)""#))
}

extension ContractCheck {
  static let keyChanged = ContractCheck(.keyChanged) { change, found in
    let (old, new) = (change.renamed(change.base.key), change.head.key)
    if old == new { return }
    found.append(
      change.broken(
        .keyChanged, "changes its key from \(keyed(old)) to \(keyed(new))", at: .key,
        way: .accept,
        help: "keep the key; or make a new dataset and let its readers move; or let them accept a "
          + "waiver"))
  }
}

/// `(a, b)`.
func keyed(_ names: [String]) -> String {
  names.isEmpty ? "none" : "(" + names.joined(separator: ", ") + ")"
}
