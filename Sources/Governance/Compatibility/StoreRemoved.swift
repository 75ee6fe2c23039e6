import Diagnostics
import Model

extension Rule {
  static let storeRemoved = Rule(
    code: "store-removed", severity: .error,
    summary: "A datastore that somebody reads is removed.",
    why: """
      With it go all its datasets, for everybody who reads any of them. Mark it `deprecated: true`, let its \
      readers leave, then remove it. A store of another name is another store.
      """,
    before: Example.store(Example.dataset) + "---\n"
      + Example.reporting(
        "crm.customers, crm.purchases, masked_crm.customers, lint.events"),
    wrong: Example.reporting(
      "crm.customers, crm.purchases, masked_crm.customers, lint.events"),
    right: Example.reporting("crm.customers, crm.purchases, masked_crm.customers"))
}

extension Break {
  static func removed(_ store: Datastore) -> Break {
    Break(
      rule: .storeRemoved, subject: Subject(store.name, team: store.team),
      what: "the datastore `\(store.name)` is removed", span: store.object.span,
      scope: .store(store.name), way: .leave,
      help: "mark it `deprecated: true` and let its readers leave it first")
  }
}
