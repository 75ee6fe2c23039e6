import Diagnostics
import Model

extension Rule {
  static let columnRenamed = Rule(
    code: "column-renamed", severity: .warning,
    summary: "A column that somebody reads gets another name.",
    why: """
      With `was:` the data stays: the tables keep the first name, and nothing is read again. But the views show \
      the new name, so every query that names the column must follow on the same day.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, sum: { type: "decimal(18,2)", was: total }"#
    ),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)", sum: integer"#
    ))
}

extension ContractCheck {
  static let columnRenamed = ContractCheck(.columnRenamed) { change, found in
    for (old, new) in change.kept where old.name != new.name {
      found.append(
        change.broken(
          .columnRenamed, old, new, "is called `\(new.name)` now", way: .none,
          help: "tell those who read it; or keep the name"))
    }
  }
}
