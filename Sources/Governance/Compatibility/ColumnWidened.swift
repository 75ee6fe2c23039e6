import Diagnostics
import IR
import Model

extension Rule {
  static let columnWidened = Rule(
    code: "column-widened", severity: .note,
    summary: "A column that somebody reads gets a wider type: tables are altered.",
    why: """
      Every value of the old type is one of the new, so readers go on. The tables follow: the finding says by \
      which statement, and whether PostgreSQL writes every row anew. That takes as long as the table is large, \
      nobody reads it meanwhile, and a table with rows is left alone until somebody chooses the hour and runs \
      `tables.sql` with `PGOPTIONS="-c dsgen.rewrite=on"`; its stream waits.
      """,
    before: "",
    wrong: Example.purchases(Example.purchased.replacing("(18,2)", with: "(20,2)")),
    right: Example.purchases(Example.purchased.replacing("decimal(18,2)", with: "DECIMAL(18, 2)")))
}

extension ContractCheck {
  static let columnWidened = ContractCheck(.columnWidened) { change, found in
    guard !change.isStrict else { return }
    for (old, new) in change.kept {
      guard case .widening = old.type.change(to: new.type) else { continue }
      let alteration = ColumnAlteration(
        ColumnPlan(old.column, in: change.base.model),
        ColumnPlan(new.column, in: change.head.model),
        table: change.head.model.table(ofDataset: change.head.id))
      var broken = change.broken(
        .columnWidened, old, new, "widens from `\(old.type)` to `\(new.type)`", way: .none,
        help: help(alteration))
      broken.notes = alteration.statements
      found.append(broken)
    }
  }
}

private func help(_ change: ColumnAlteration) -> String {
  switch change.alteration {
  case .none: "nothing to do: PostgreSQL holds both alike"
  case .inPlace: "nothing to do: PostgreSQL changes its catalogue alone, no row is written"
  case .rewrite:
    "every row is written anew: choose the hour, then run tables.sql with "
      + "PGOPTIONS=\"-c dsgen.rewrite=on\""
  case .refused: "the table cannot follow: give the dataset another physical name with `as`"
  }
}
