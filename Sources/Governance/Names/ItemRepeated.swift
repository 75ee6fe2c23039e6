import Diagnostics
import Model

extension Rule {
  static let itemRepeated = Rule(
    code: "item-repeated", severity: .error, covers: ["9"],
    summary: "A list names one thing twice.",
    why: """
      The second has no effect, so mostly another name was meant: a dataset that is not read, a column that is \
      not shown, a team that may not use the container.
      """,
    wrong: Example.workspace("[{ dataset: crm.customers, columns: [id, id] }]"),
    right: Example.workspace("[{ dataset: crm.customers, columns: [id, email] }]"))
}

extension Check {
  static let itemRepeated = Check.model(.itemRepeated) { facts, found in
    let tree = facts.model.tree
    for node in tree.nodes where node.shape == .object {
      for cell in tree.cells[Int(node.first)..<Int(node.first + node.count)] {
        guard let number = cell.node, tree.nodes[number].shape == .list,
          tree.nodes[number].count > 1, isSet(node.kind, cell.field)
        else { continue }
        var seen: [Symbol: Cell] = [:]
        for item in tree.cells(of: number) {
          guard let name = item.symbol else { continue }
          guard let first = seen[name] else {
            seen[name] = item
            continue
          }
          found.append(
            .again(
              tree.string(name), node.kind.fields[Int(cell.field)].name,
              at: Span(file: node.file, start: Int(item.start), end: Int(item.end)),
              first: Span(file: node.file, start: Int(first.start), end: Int(first.end))))
        }
      }
    }
  }
}

/// Whether a field is a list of names of which none has a meaning twice. Keys, partitions and primaries have
/// rules of their own.
private func isSet(_ kind: ObjectKind, _ number: UInt8) -> Bool {
  let field = kind.fields[Int(number)]
  guard case .scalars(let scalar, _) = field.shape else { return false }
  return scalar != .reference(.column) && kind != .primary && field.name != "command"
}

extension Diagnostic {
  fileprivate static func again(
    _ name: String, _ field: String, at span: Span, first: Span
  ) -> Diagnostic {
    Diagnostic(
      .itemRepeated, "`\(field)` names `\(name)` twice", at: span,
      labels: [Label(first, "named here first")],
      help: "remove one of them, or write the name that was meant")
  }
}
