import Diagnostics
import Model

extension Rule {
  static let deprecationRefused = Rule(
    code: "deprecation-refused", severity: .error,
    summary: "Something is marked deprecated that a reader has not agreed to leave.",
    why: """
      Deprecated data is on its way out, so everybody who reads it must know: a dataset or a store may be marked \
      so once each group that reads it says `deprecated: allowed` there. The finding names those who agree and \
      those who do not yet. A column may be marked at any time; it is told to who reads it, and stays until \
      nobody does.
      """,
    before: "", wrong: deprecated,
    right: deprecated + "---\n"
      + Example.reporting(
        "crm.customers, masked_crm.customers, { dataset: crm.purchases, deprecated: allowed }"))
}

extension ContractCheck {
  static let deprecationRefused = ContractCheck(.deprecationRefused) { change, found in
    guard !change.base.isDeprecated, change.head.isDeprecated else { return }
    var broken = change.broken(
      .deprecationRefused, "is marked deprecated", at: .deprecated, way: .allow, help: refusedHelp)
    broken.cause = nil
    found.append(broken)
  }
}

extension Break {
  static func deprecated(_ store: Datastore) -> Break {
    Break(
      rule: .deprecationRefused, subject: Subject(store.name, team: store.team),
      what: "the datastore `\(store.name)` is marked deprecated",
      span: store.object.span(DatastoreField.deprecated), scope: .store(store.name), way: .allow,
      help: refusedHelp)
  }
}

extension Contract {
  fileprivate var isDeprecated: Bool { object.bool(DatasetField.deprecated) }
}

private let refusedHelp =
  "wait until each of them reads it with `deprecated: allowed`, or not at all"

private let deprecated =
  Example.purchases(Example.purchased).replacing(
    "purchases:\n", with: "purchases:\n    deprecated: true\n")
