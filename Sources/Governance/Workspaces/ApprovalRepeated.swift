import Diagnostics
import Model

extension Rule {
  static let approvalRepeated = Rule(
    code: "approval-repeated", severity: .error, covers: ["9"],
    summary: "A store approves one group twice.",
    why: "Whoever takes the approval back would find one entry and overlook the other.",
    wrong: Example.store(
      Example.dataset,
      head: "approvals: [{ group: reporting.live, datasets: [events] }, { group: reporting.live }]"),
    right: Example.store(
      Example.dataset, head: "approvals: [{ group: reporting.live, datasets: [events] }]"))
}

extension Check {
  static let approvalRepeated = Check.model(.approvalRepeated) { facts, found in
    for store in facts.model.stores {
      var seen: [Symbol: Object] = [:]
      for approval in store.object.objects(DatastoreField.approvals) {
        guard let group = approval.symbol(ApprovalField.group) else { continue }
        let span = approval.span(ApprovalField.group)
        if let first = seen[group] {
          // Who may read all may read these too.
          let isCovered = !first.has(ApprovalField.datasets)
          found.append(
            .again(
              facts.model.tree.string(group), at: span, first: first.span(ApprovalField.group),
              fix: isCovered ? Fix(removingItem: approval.wholeSpan) : nil))
        } else {
          seen[group] = approval
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func again(
    _ group: String, at span: Span, first: Span, fix: Fix?
  ) -> Diagnostic {
    Diagnostic(
      .approvalRepeated, "group `\(group)` is approved twice", at: span,
      labels: [Label(first, "approved here first")],
      help: "keep one entry, with the datasets of both", fix: fix)
  }
}
