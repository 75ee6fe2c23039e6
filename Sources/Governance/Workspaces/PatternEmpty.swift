import Diagnostics
import Model

extension Rule {
  static let patternEmpty = Rule(
    code: "pattern-empty", severity: .warning, covers: ["85"],
    summary: "A pattern matches no dataset.",
    why: """
      A pattern may be there before the datasets are, so this is no error. But mostly it is misspelt, and \
      the group gets nothing.
      """,
    wrong: Example.workspace("[{ datasets: \"crm.x*\" }]"),
    right: Example.workspace("[{ datasets: \"crm.c*\" }]"))
}

extension Check {
  static let patternEmpty = Check.model(.patternEmpty) { facts, found in
    for read in facts.reads where read.isPattern && read.datasets.isEmpty {
      found.append(
        .nothing(
          read.object.text(ReadField.datasets) ?? "", facts.model.stores[read.store].name,
          at: read.span))
    }
  }.needingWholeModel()
}

extension Diagnostic {
  fileprivate static func nothing(_ pattern: String, _ store: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .patternEmpty, "`\(pattern)` matches no dataset of `\(store)`", at: span,
      help: "check the spelling: case counts")
  }
}
