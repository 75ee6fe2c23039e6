import Diagnostics
import Model

extension Rule {
  static let allowanceUnused = Rule(
    code: "allowance-unused", severity: .warning, status: .preview,
    summary: "A read allows what is deprecated, and reads nothing that is.",
    why: """
      Nobody would be told when the dataset is deprecated for real: the allowance was given before anyone \
      could know why.
      """,
    wrong: Example.workspace("[{ dataset: crm.customers, deprecated: allowed }]"),
    right: Example.store(
      """
        events: { deprecated: true, classification: IP, columns: { id: bigint primary key } }
      """) + "---\n" + Example.workspace("[{ dataset: lint.events, deprecated: allowed }]"))
}

extension Check {
  static let allowanceUnused = Check.model(.allowanceUnused) { facts, found in
    for read in facts.reads
    where read.allowsDeprecated && !facts.stores[read.store].deprecated
      && facts.firstDeprecated(in: read.datasets) == nil
    {
      found.append(.unused(read))
    }
  }
}

extension Diagnostic {
  fileprivate static func unused(_ read: Facts.Read) -> Diagnostic {
    let key = read.object.keySpan(ReadField.deprecated)
    let value = read.object.span(ReadField.deprecated)
    return Diagnostic(
      .allowanceUnused, "nothing that it reads is deprecated", at: value,
      help: "remove `deprecated: allowed`",
      fix: Fix(
        removingEntry: Span(file: key.file, start: Int(key.start), end: Int(value.end))))
  }
}
