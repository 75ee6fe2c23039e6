import Diagnostics
import Model

extension Rule {
  static let columnNarrowed = Rule(
    code: "column-narrowed", severity: .error,
    summary: "A column that somebody reads gets a type that does not hold all its values.",
    why: """
      Values may be lost, or mean something else, to everybody who reads it. A type may become a wider one of \
      its own kind: see column-widened. For anything else add a column beside it, let the readers move, and \
      drop the old one; or let them accept a waiver.
      """,
    before: "",
    wrong: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,1)""#),
    right: Example.purchases(
      #"id: bigint primary key, customer_id: bigint not null, total: "decimal(20,2)""#))
}

extension ContractCheck {
  static let columnNarrowed = ContractCheck(.columnNarrowed) { change, found in
    guard !change.isStrict else { return }
    for (old, new) in change.kept {
      guard case .breaking(let why) = old.type.change(to: new.type) else { continue }
      found.append(
        change.broken(
          .columnNarrowed, old, new, "becomes `\(new.type)` from `\(old.type)`, and \(why)",
          way: .accept,
          help:
            "add a column of the new type beside it and let its readers move; or let them accept "
            + "a waiver"))
    }
  }
}
