import Diagnostics
import Model

extension Rule {
  static let readRepeated = Rule(
    code: "read-repeated", severity: .error, covers: ["9"],
    summary: "A group reads one dataset twice.",
    why: """
      A group gets one view of a dataset; with two reads it would be unclear which columns it has. A \
      dataset that a pattern also matches is not repeated: the read that names it counts.
      """,
    wrong: Example.workspace("[crm.customers, { dataset: crm.customers, columns: [id] }]"),
    right: Example.workspace("[{ datasets: \"crm.*\" }, { dataset: crm.customers, columns: [id] }]")
  )
}

extension Check {
  static let readRepeated = Check.model(.readRepeated) { facts, found in
    for workspace in facts.model.workspaces {
      for group in workspace.groups {
        var seen: [Symbol: Object] = [:]
        for read in group.objects(GroupField.reads) {
          guard let cell = read.cell(ReadField.dataset) ?? read.cell(ReadField.datasets),
            let symbol = cell.symbol
          else { continue }
          guard let first = seen[symbol] else {
            seen[symbol] = read
            continue
          }
          let isSame = read.isBare && first.isBare
          found.append(
            .again(
              read.tree.string(symbol), group.text(GroupField.name) ?? "", at: read.span(of: cell),
              first: first.place, fix: isSame ? Fix(removingItem: read.wholeSpan) : nil))
        }
      }
    }
  }
}

extension Object {
  /// Whether a read says nothing but what it reads.
  fileprivate var isBare: Bool { body.node.map { tree.nodes[$0].count == 1 } ?? true }

  fileprivate var place: Span {
    span(has(ReadField.dataset) ? ReadField.dataset : ReadField.datasets)
  }
}

extension Diagnostic {
  fileprivate static func again(
    _ dataset: String, _ group: String, at span: Span, first: Span, fix: Fix?
  ) -> Diagnostic {
    Diagnostic(
      .readRepeated, "group `\(group)` reads `\(dataset)` twice", at: span,
      labels: [Label(first, "read here first")], help: "keep one, with the columns of both",
      fix: fix)
  }
}
