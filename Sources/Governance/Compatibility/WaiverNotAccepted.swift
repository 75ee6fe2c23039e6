import Diagnostics
import Model

extension Rule {
  static let waiverNotAccepted = Rule(
    code: "waiver-not-accepted", severity: .error,
    summary: "A waiver that a change needs has not been accepted by all whom it breaks.",
    why: """
      The producer alone cannot waive what others rely on. Each group that the change breaks is named in the \
      waiver's `consumers`, and its workspace says `accepts: [W-1]`, in a change of its own that has landed \
      before or that is part of this one.
      """,
    before: "", wrong: narrowed,
    right: narrowed + "---\n"
      + Example.reporting(
        "crm.customers, crm.purchases, masked_crm.customers", head: "accepts: [W-1]"))
}

private let narrowed =
  Example.purchases(Example.purchased.replacing("(18,2)", with: "(18,1)")) + "---\n"
  + Example.waived()

extension Diagnostic {
  /// - Parameters:
  ///   - silent: groups that it names and that have not accepted it.
  ///   - unnamed: groups that are broken and that it does not name.
  static func waiverNotAccepted(
    _ waiver: Waivers.Item, silent: [Reader], unnamed: [Reader]
  ) -> Diagnostic {
    var parts: [String] = []
    if !silent.isEmpty { parts.append("has not been accepted by " + capped(silent.map(\.group))) }
    if !unnamed.isEmpty { parts.append("does not name " + capped(unnamed.map(\.group))) }
    return Diagnostic(
      .waiverNotAccepted, "the waiver `\(waiver.name)` " + parts.joined(separator: ", and "),
      at: waiver.object.span,
      labels: silent.prefix(labelLimit).map { Label($0.span, "`\($0.group)` reads it here") },
      help: silent.isEmpty
        ? "add them to its `consumers`, and let their workspaces say `accepts: [\(waiver.name)]`"
        : "let their workspaces say `accepts: [\(waiver.name)]`, each in a change of its own")
  }
}
