import Diagnostics
import Model

extension Rule {
  static let readDeprecatedAllowed = Rule(
    code: "read-deprecated-allowed", severity: .warning, covers: ["89"],
    summary: "A group still reads what is deprecated, and says so.",
    why: "Allowed, but not for ever: the owner will remove it.",
    wrong: events(deprecated: true), right: events(deprecated: false))
}

extension Check {
  static let readDeprecatedAllowed = Check.model(.readDeprecatedAllowed) { facts, found in
    for (read, id) in facts.deprecatedReads where read.allowsDeprecated {
      found.append(
        .stillRead(
          facts.model.path(ofDataset: id), at: read.span, dataset: facts.deprecation(of: id)))
    }
  }
}

private func events(deprecated: Bool) -> String {
  Example.store(
    """
      events:
        deprecated: \(deprecated)
        classification: IP
        columns: { id: bigint primary key }
    """) + "---\n" + Example.workspace("[{ dataset: lint.events, deprecated: allowed }]")
}

extension Diagnostic {
  fileprivate static func stillRead(
    _ dataset: String, at span: Span, dataset place: Span
  ) -> Diagnostic {
    Diagnostic(
      .readDeprecatedAllowed, "`\(dataset)` is deprecated and still read", at: span,
      labels: [Label(place, "deprecated here")], help: "plan the move to its successor")
  }
}
