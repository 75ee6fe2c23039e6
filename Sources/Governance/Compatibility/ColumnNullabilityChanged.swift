import Diagnostics
import Model

extension Rule {
  static let columnNullabilityChanged = Rule(
    code: "column-nullability-changed", severity: .error,
    summary: "A column that somebody reads may be null now, or no more.",
    why: """
      Who counts on a value would meet nulls. The other way round the rows that are there may already hold \
      nulls, and merging stops. So both are agreed on with a waiver. A column that becomes part of the key, or \
      leaves it, is told as key-changed.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: bigint, total: "decimal(18,2)""#),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: { type: bigint, nullable: false }, total: "decimal(18,2)""#
    ))
}

extension ContractCheck {
  static let columnNullabilityChanged = ContractCheck(.columnNullabilityChanged) { change, found in
    for (old, new) in change.kept
    where old.isNullable != new.isNullable && old.isKey == new.isKey {
      found.append(
        change.broken(
          .columnNullabilityChanged, old, new,
          new.isNullable ? "may be null now" : "may not be null any more", way: .accept,
          help: new.isNullable
            ? "keep it `not null`; or let its readers accept a waiver"
            : "leave it as it is; or let its readers accept a waiver, once no row holds a null"))
    }
  }
}
