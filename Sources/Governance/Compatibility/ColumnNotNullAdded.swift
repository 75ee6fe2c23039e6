import Diagnostics
import Model

extension Rule {
  static let columnNotNullAdded = Rule(
    code: "column-not-null-added", severity: .error,
    summary: "A column that may not be null is added to a dataset that somebody reads.",
    why: """
      Readers may count on a value, and the rows that are there have none. A column that may be null can be \
      added at any time.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)", tax: integer not null"#
    ),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)", tax: integer"#
    ))
}

extension ContractCheck {
  static let columnNotNullAdded = ContractCheck(.columnNotNullAdded) { change, found in
    for column in change.added where !column.isNullable && !column.isKey {
      found.append(
        change.broken(
          .columnNotNullAdded, nil, column, "is added and may not be null", way: .none,
          help: "add it without `not null`"))
    }
  }
}
