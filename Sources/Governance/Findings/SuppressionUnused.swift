import Diagnostics
import Model

extension Rule {
  static let suppressionUnused = Rule(
    code: "suppression-unused", severity: .warning, isSuppressible: false,
    summary: "A suppression covers no finding.",
    why: """
      What it was for has been mended. Left where it is, it would keep quiet about the next such fault, \
      which nobody has looked at. It is not judged while its object has errors, or while a file could not \
      be read.
      """,
    wrong: unclassified("IP") + suppressed, right: unclassified(nil) + suppressed)
}

private let suppressed = Example.suppression("dataset-unclassified", of: "lint.events")

private func unclassified(_ classification: String?) -> String {
  Example.store(
    """
      events:
    \(classification.map { "    classification: \($0)\n" } ?? "")    columns: { id: bigint primary key }
    """) + "---\n"
}

extension Diagnostic {
  /// - Parameters:
  ///   - isOnly: nothing else is in its list.
  ///   - list: the place of that list.
  static func suppressionUnused(
    _ rule: Rule, _ subject: Subject, _ item: Object, isOnly: Bool, list: Span
  ) -> Diagnostic {
    Diagnostic(
      .suppressionUnused, "nothing of `\(subject.object)` breaks the rule `\(rule.code)`",
      at: item.span(SuppressionField.rule), help: "remove the suppression",
      fix: isOnly ? Fix(list, replaceWith: "[]") : Fix(removingItem: item.wholeSpan),
      about: subject)
  }
}
