import Diagnostics
import Model

extension Rule {
  static let platformRepeated = Rule(
    code: "platform-repeated", severity: .error, covers: ["9"],
    summary: "A group or a store is assigned to one platform twice.",
    why: "The two entries may say different things, such as provisioned and decommissioned.",
    wrong: assigned("{ platform: prod_live, status: decommissioned }"),
    right: assigned("{ platform: lint, status: decommissioned }"))
}

extension Check {
  static let platformRepeated = Check.model(.platformRepeated) { facts, found in
    for document in facts.model.assignments {
      for assigned in document.objects(AssignmentsField.groups) {
        let items = assigned.objects(AssignedGroupField.platforms)
        compare(
          items.compactMap { item in
            item.symbol(AssignmentField.platform).map { ($0, item.span(AssignmentField.platform)) }
          }, facts, &found)
      }
      for primary in document.objects(AssignmentsField.primary) {
        compare(
          primary.list(PrimaryField.platforms).compactMap { cell in
            cell.symbol.map { ($0, primary.place(cell)) }
          }, facts, &found)
      }
    }
  }
}

private func compare(_ names: [(Symbol, Span)], _ facts: Facts, _ found: inout [Diagnostic]) {
  var seen: [Symbol: Span] = [:]
  for (name, span) in names {
    if let first = seen[name] {
      found.append(.again(facts.model.tree.string(name), at: span, first: first))
    } else {
      seen[name] = span
    }
  }
}

private func assigned(_ second: String) -> String {
  Example.platform() + """
    ---
    kind: Assignments
    groups:
      reporting.live: [{ platform: prod_live, status: provisioned }, \(second)]

    """
}

extension Diagnostic {
  fileprivate static func again(_ platform: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      .platformRepeated, "platform `\(platform)` is named twice", at: span,
      labels: [Label(first, "named here first")], help: "keep the entry that is meant")
  }
}
