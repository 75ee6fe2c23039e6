import Diagnostics
import Model

extension Rule {
  static let retentionNotKept = Rule(
    code: "retention-not-kept", severity: .warning, covers: ["112"],
    summary: "A group needs retention on a platform that keeps only the latest rows.",
    why: """
      With `merge: live` a row that changes takes the place of what it was, and one that is deleted is gone \
      with the next merge. What must be kept for a time needs `merge: milestoned`, which keeps every version.
      """,
    wrong: Example.demand("{ retention: 7y }", serves: "{}", merge: "live"),
    right: Example.demand("{ retention: 7y }", serves: "{}", merge: "milestoned"))
}

extension Check {
  static let retentionNotKept = Check.model(.retentionNotKept) { facts, found in
    for demand in facts.demands where demand.platform.merge == .live {
      guard demand.needs.has(NeedsField.retention),
        // That it needs another history has been said.
        demand.needs.word(NeedsField.history, History.self) ?? .live == .live
      else { continue }
      found.append(.overwritten(demand))
    }
  }
}

extension Diagnostic {
  fileprivate static func overwritten(_ demand: Facts.Demand) -> Diagnostic {
    Diagnostic(
      .retentionNotKept,
      "group `\(demand.path)` needs retention, platform `\(demand.platform.name)` keeps only the "
        + "latest rows", at: demand.span,
      labels: [
        Label(demand.needs.span(NeedsField.retention), "needed here"),
        Label(demand.platform.object.span(PlatformField.merge), "the platform's merges"),
      ],
      help: "need `history: milestoned` and assign the group to a platform with "
        + "`merge: milestoned`")
  }
}
