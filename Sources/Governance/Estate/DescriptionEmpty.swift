import Diagnostics
import Model

extension Rule {
  static let descriptionEmpty = Rule(
    code: "description-empty", severity: .warning, covers: ["27", "28", "52"],
    summary: "A description or a reason says nothing.",
    why: """
      Descriptions are what people find data by, and a reason is what an auditor reads years later. An empty \
      one looks as if somebody had thought about it; leave the field out until there is something to say.
      """,
    wrong: Example.team("description: \" \""), right: Example.team("description: Prices and rates"))
}

extension Check {
  static let descriptionEmpty = Check.model(.descriptionEmpty) { facts, found in
    // Each distinct text was looked at once; which cells hold it is asked only if there is one.
    guard facts.allTexts.contains(.blank) else { return }
    let tree = facts.model.tree
    for node in tree.nodes where node.shape == .object {
      for cell in tree.cells[Int(node.first)..<Int(node.first + node.count)]
      where cell.form == .text && facts.texts[Int(cell.value)].contains(.blank) {
        let name = node.kind.fields[Int(cell.field)].name
        guard name == "description" || name == "reason" else { continue }
        found.append(
          .empty(name, at: Span(file: node.file, start: Int(cell.start), end: Int(cell.end))))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func empty(_ field: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .descriptionEmpty, "the \(field) says nothing", at: span,
      help: "write one sentence" + (field == "description" ? ", or leave the field out" : ""))
  }
}
