import Diagnostics
import Model

extension Rule {
  static let readNotApproved = Rule(
    code: "read-not-approved", severity: .error, covers: ["86"],
    summary: "A group reads a dataset whose store has not approved it.",
    why: """
      A store with `approvals:`, even empty ones, may be read only by the groups that it lists; without \
      the field everybody may. The entry is the producer's to write.
      """,
    wrong: approved("approvals: []"), right: approved("approvals: [{ group: lint.g }]"))
}

extension Check {
  static let readNotApproved = Check.model(.readNotApproved) { facts, found in
    var known: [Int: [String: Set<Symbol>?]] = [:]
    for read in facts.reads {
      let store = facts.stores[read.store].declared
      guard store.object.has(DatastoreField.approvals), !read.datasets.isEmpty else { continue }
      let approvals = known[read.store] ?? approvals(of: store)
      known[read.store] = approvals
      let workspace = facts.model.workspaces[read.workspace]
      let group = workspace.name + "." + (read.group.text(GroupField.name) ?? "")
      guard let entry = approvals[group] else {
        found.append(
          .notApproved(
            group, store.name, nil, at: read.span,
            store: store.object.span(DatastoreField.approvals)
          ))
        continue
      }
      guard let datasets = entry,
        let missing = read.datasets.first(where: {
          !datasets.contains(facts.model.datasets[$0].name)
        })
      else { continue }
      found.append(
        .notApproved(
          group, store.name, facts.model.name(ofDataset: missing), at: read.span,
          store: store.object.span(DatastoreField.approvals)))
    }
  }
}

/// By group the datasets it may read; nil: all.
private func approvals(of store: Datastore) -> [String: Set<Symbol>?] {
  var result: [String: Set<Symbol>?] = [:]
  for approval in store.object.objects(DatastoreField.approvals) {
    guard let group = approval.text(ApprovalField.group) else { continue }
    let names: Set<Symbol>? =
      approval.has(ApprovalField.datasets)
      ? Set(approval.list(ApprovalField.datasets).compactMap(\.symbol)) : nil
    switch (result[group], names) {
    case (.some(.some(let before)), .some(let more)):
      result[group] = .some(.some(before.union(more)))
    case (.some(.none), _), (_, .none): result[group] = .some(.none)
    case (.none, .some): result[group] = .some(names)
    }
  }
  return result
}

private func approved(_ approvals: String) -> String {
  Example.store(Example.dataset, head: approvals) + "---\n" + Example.workspace("[lint.events]")
}

extension Diagnostic {
  fileprivate static func notApproved(
    _ group: String, _ store: String, _ dataset: String?, at span: Span, store place: Span
  ) -> Diagnostic {
    Diagnostic(
      .readNotApproved,
      "store `\(store)` has not approved group `\(group)`" + (dataset.map { " for `\($0)`" } ?? ""),
      at: span, labels: [Label(place, "the store's approvals")],
      help: "ask its team to add `{ group: \(group)"
        + (dataset.map { ", datasets: [\($0)]" } ?? "") + " }`")
  }
}
