import Diagnostics
import Model

extension Rule {
  static let primaryMissing = Rule(
    code: "primary-missing", severity: .error, covers: ["129"],
    summary: "A store's list of primary platforms is empty.",
    why: """
      `primary` says on which platforms a store is captured; the others read their merge tables. With an empty \
      list every platform captures it by itself, which is what happens without the entry.
      """,
    wrong: primary("[]"), right: primary("[prod_live]"))
}

extension Check {
  static let primaryMissing = Check.model(.primaryMissing) { facts, found in
    for document in facts.model.assignments {
      for primary in document.objects(AssignmentsField.primary)
      where primary.has(PrimaryField.platforms) && primary.list(PrimaryField.platforms).isEmpty {
        found.append(.none(primary.text(PrimaryField.store) ?? "", at: primary.span))
      }
    }
  }
}

private func primary(_ platforms: String) -> String {
  """
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]
  primary: { crm: \(platforms) }

  """
}

extension Diagnostic {
  fileprivate static func none(_ store: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .primaryMissing, "store `\(store)` has an empty list of primary platforms", at: span,
      help: "name the platforms that capture it, or remove the entry")
  }
}
