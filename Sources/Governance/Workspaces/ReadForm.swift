import Diagnostics
import Model

extension Rule {
  static let readForm = Rule(
    code: "read-form", severity: .error, covers: ["2", "85"],
    summary: "A read does not say clearly what is read.",
    why: """
      A read names one dataset, `store.dataset`, or with `datasets:` all whose names begin alike, \
      `store.prefix*`. The `*` stands at the end only, so that a reader of the model sees at once what is \
      meant; the store is always named.
      """,
    wrong: Example.workspace("[{ datasets: \"crm.*ers\" }]"),
    right: Example.workspace("[{ datasets: \"crm.cust*\" }]"))
}

extension Check {
  static let readForm = Check.model(.readForm) { facts, found in
    for workspace in facts.model.workspaces {
      for group in workspace.groups {
        for read in group.objects(GroupField.reads) { check(read, facts, &found) }
      }
    }
  }
}

private func check(_ read: Object, _ facts: Facts, _ found: inout [Diagnostic]) {
  switch (read.has(ReadField.dataset), read.has(ReadField.datasets)) {
  case (true, true): found.append(.both(at: read.span(ReadField.datasets)))
  case (false, false): found.append(.neither(at: read.span))
  case (true, false): break
  case (false, true):
    let text = read.text(ReadField.datasets) ?? ""
    guard let pattern = Pattern(text) else {
      return found.append(.illegal(text, at: read.span(ReadField.datasets)))
    }
    if facts.model.store(pattern.store) == nil {
      found.append(
        .noStore(
          pattern.store, nearest(to: pattern.store, among: facts.model.stores.map(\.name)),
          at: read.span(ReadField.datasets)))
    }
  }
}

extension Diagnostic {
  fileprivate static func both(at span: Span) -> Diagnostic {
    Diagnostic(
      .readForm, "a read has either `dataset` or `datasets`, not both", at: span,
      help: "write two reads")
  }

  fileprivate static func neither(at span: Span) -> Diagnostic {
    Diagnostic(
      .readForm, "a read needs `dataset` or `datasets`", at: span,
      help: "write `store.dataset`, or `{ datasets: \"store.prefix*\" }`")
  }

  fileprivate static func illegal(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .readForm, "`\(text)` is not `store.dataset` or `store.prefix*`", at: span,
      help: "`*` stands at the end only, and not for a store")
  }

  fileprivate static func noStore(_ name: String, _ near: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      .readForm, "there is no datastore `\(name)`", at: span,
      help: near.map { "did you mean `\($0)`?" })
  }
}
