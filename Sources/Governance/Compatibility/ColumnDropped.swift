import Diagnostics
import Model

extension Rule {
  static let columnDropped = Rule(
    code: "column-dropped", severity: .error,
    summary: "A column that somebody reads is dropped.",
    why: """
      Who reads it fails, or goes on without noticing. A group reads the columns that its `columns:` lists, \
      and all where it lists none; a transformer's groups read like all others. A column that nobody reads \
      may go at once. `was:` keeps a column that only gets another name.
      """,
    before: "",
    wrong: Example.purchases("id: bigint primary key, customer_id: bigint not null"),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, sum: { type: "decimal(18,2)", was: total }"#
    ))
}

extension ContractCheck {
  static let columnDropped = ContractCheck(.columnDropped) { change, found in
    for column in change.dropped {
      found.append(
        change.broken(
          .columnDropped, column, nil, "is dropped", way: .leave,
          help: "let its readers leave it first; or keep it under another name, with "
            + "`was: \(column.name)`"))
    }
  }
}
