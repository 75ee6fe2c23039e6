import Diagnostics
import Model

extension Rule {
  static let approvalUnknown = Rule(
    code: "approval-unknown", severity: .warning, covers: ["53"],
    summary: "An approval names a group or a dataset that is not there.",
    why: """
      Producer and consumer live in different repositories, so an approval may be merged before the group \
      exists: no error. A misspelt one approves nobody.
      """,
    wrong: Example.store(Example.dataset, head: "approvals: [{ group: reporting.lvie }]"),
    right: Example.store(Example.dataset, head: "approvals: [{ group: reporting.live }]"))
}

extension Check {
  static let approvalUnknown = Check.model(.approvalUnknown) { facts, found in
    let model = facts.model
    for (index, store) in model.stores.enumerated() {
      for approval in store.object.objects(DatastoreField.approvals) {
        if let group = approval.text(ApprovalField.group), model.group(path: group) == nil {
          found.append(
            .noGroup(
              group, nearest(to: group, among: groups(model)),
              at: approval.span(ApprovalField.group)))
        }
        for cell in approval.list(ApprovalField.datasets) {
          guard let name = cell.symbol, model.dataset(name, in: index) == nil else { continue }
          let text = model.tree.string(name)
          found.append(
            .noDataset(
              text, store.name,
              nearest(to: text, among: store.datasets.lazy.map { model.name(ofDataset: $0) }),
              at: approval.place(cell)))
        }
      }
    }
  }.needingWholeModel()
}

private func groups(_ model: Model) -> [String] {
  model.workspaces.flatMap { workspace in
    workspace.groups.compactMap { group in
      group.text(GroupField.name).map { workspace.name + "." + $0 }
    }
  }
}

extension Diagnostic {
  fileprivate static func noGroup(_ group: String, _ near: String?, at span: Span) -> Diagnostic {
    Diagnostic(
      .approvalUnknown, "there is no group `\(group)` (yet)", at: span,
      help: near.map { "did you mean `\($0)`?" } ?? "a group is written `workspace.group`")
  }

  fileprivate static func noDataset(
    _ name: String, _ store: String, _ near: String?, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .approvalUnknown, "store `\(store)` has no dataset `\(name)`", at: span,
      help: near.map { "did you mean `\($0)`?" } ?? "leave `datasets` out to approve all")
  }
}
