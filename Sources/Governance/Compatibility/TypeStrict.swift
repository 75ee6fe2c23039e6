import Diagnostics
import Model

extension Rule {
  static let typeStrict = Rule(
    code: "type-strict", severity: .error,
    summary: "A column of a strict store gets another type.",
    why: """
      `strict: true` on a datastore refuses every change of a type, a safe widening too, whether somebody reads \
      the column or not. What the base says counts: the change that lifts it is one of its own.
      """,
    before: Example.strictCRM,
    wrong: Example.strictCRM.replacing("decimal(18,2)", with: "decimal(20,2)"),
    right: Example.strictCRM.replacing(
      "total: \"decimal(18,2)\"", with: "total: \"decimal(18,2)\", note: varchar(20)"))
}

extension ContractCheck {
  static let typeStrict = ContractCheck(.typeStrict) { change, found in
    guard change.isStrict else { return }
    for (old, new) in change.kept where old.type != new.type {
      var broken = change.broken(
        .typeStrict, old, new,
        "becomes `\(new.type)` from `\(old.type)`, and its store is strict",
        way: .prepare("sets `strict: false` on `\(change.base.store.name)`"),
        help: "keep the type; or set `strict: false` in a change before this one")
      broken.isAbsolute = true
      found.append(broken)
    }
  }
}

extension DatasetChange {
  var isStrict: Bool { base.store.object.bool(DatastoreField.strict) }
}

extension Example {
  fileprivate static let strictCRM = purchases(
    #"id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)""#,
    head: "strict: true")
}
