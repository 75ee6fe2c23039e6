import Diagnostics
import Model

extension Rule {
  static let waiverExpired = Rule(
    code: "waiver-expired", severity: .warning, isSuppressible: false,
    summary: "A waiver has expired: what it let through is refused again.",
    why: """
      A waiver holds for as long as it was agreed on. The day to judge by is given with `--today`; without it \
      nothing expires, so that the same change is always judged alike.
      """,
    before: "", wrong: Example.waived(until: "2026-01-31"),
    right: Example.waived(until: "2026-12-31"))
}

extension Diagnostic {
  static func waiverExpired(_ waiver: Waivers.Item) -> Diagnostic {
    Diagnostic(
      .waiverExpired,
      "the waiver `\(waiver.name)` of `\(waiver.rule)` for `\(waiver.subject)` expired on "
        + waiver.expires,
      at: waiver.object.span(WaiverField.expires),
      help: "remove it, and it where it is accepted; or agree with its consumers on another day")
  }
}

extension Example {
  /// A waiver `W-1` of a column of `crm.purchases` that `reporting.live` reads.
  static func waived(
    _ rule: String = "column-narrowed", of object: String = "crm.purchases.total",
    until date: String = "2026-12-31"
  ) -> String {
    """
    kind: Waivers
    waivers:
      W-1:
        rule: \(rule)
        object: \(object)
        consumers: [reporting.live]
        reason: moved
        ticket: OPS-1
        expires: \(date)

    """
  }
}
