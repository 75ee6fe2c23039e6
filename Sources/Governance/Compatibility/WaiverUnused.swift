import Diagnostics
import Model

extension Rule {
  static let waiverUnused = Rule(
    code: "waiver-unused", severity: .warning, isSuppressible: false,
    summary: "A waiver has nothing left to let through.",
    why: """
      What it is about is gone, or none of its consumers reads it any more, and this change does not need it \
      either; or its rule is none that a waiver can let something through from. Left where it is, it would one \
      day let through what nobody has agreed to. A waiver that waits to be accepted is of use.
      """,
    before: "",
    wrong: Example.waived("column-dropped", of: "crm.purchases.discount"),
    right: Example.waived("column-dropped", of: "crm.purchases.total"))
}

extension Diagnostic {
  static func waiverUnused(_ waiver: Waivers.Item, isKnown: Bool) -> Diagnostic {
    Diagnostic(
      .waiverUnused,
      isKnown
        ? "none of the consumers of `\(waiver.name)` reads `\(waiver.subject)`"
        : "`\(waiver.rule)` is no rule that a waiver lets something through from",
      at: waiver.object.span(isKnown ? WaiverField.object : .rule),
      help: "remove it, and it where it is accepted")
  }
}
