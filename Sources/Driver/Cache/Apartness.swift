internal import DSLFrontend
internal import Governance
internal import IR
internal import Model

/// Which datasets there are matters beyond their stores and readers: names must differ from all others, and
/// platforms must have room for them.
extension Increment {
  /// Whether nothing follows from the change but what its neighbourhood tells. False says nothing.
  var leavesRestAlone: Bool {
    guard let datasets else { return false }
    if datasets.isInPlace { return true }
    guard let census = state.census else { return false }
    return datasets.new.allSatisfy { census.names.areApart(fromDataset: $0, in: head.model) }
      && datasets.names.keys.allSatisfy(isReadAsBefore)
  }

  /// What is summed up over all datasets now. A name that is gone may stay in it: that costs work at most.
  var census: Census? {
    guard let known = state.census, let datasets else { return nil }
    if datasets.isInPlace { return known }
    let (old, new) = (part(of: base.model), part(of: head.model))
    return Census(
      names: known.names,
      use: known.use.replacing(CapacityUse(of: old), by: CapacityUse(of: new)))
  }

  /// Whether no suppression is about what the change has to do with: whether it covers anything is known then.
  var areSuppressionsElsewhere: Bool {
    let names = neighbourhood.stores.union(neighbourhood.workspaces)
    return head.model.suppressions.allSatisfy { document in
      document.objects(SuppressionsField.suppressions).allSatisfy { suppression in
        let object = suppression.text(SuppressionField.object) ?? ""
        return !names.contains(String(object.prefix { $0 != "." }))
      }
    }
  }

  /// Whether a store is as empty as it was for all that reads it: so the same platforms capture it. What
  /// approvals name is looked for by a rule that wants the whole model.
  private func isReadAsBefore(_ store: String) -> Bool {
    guard let i = base.model.store(store), let j = head.model.store(store) else { return false }
    let (was, now) = (base.model.stores[i], head.model.stores[j])
    return was.datasets.isEmpty == now.datasets.isEmpty
      && !now.object.objects(DatastoreField.approvals).contains { $0.has(ApprovalField.datasets) }
      && patterns(on: store).allSatisfy {
        $0.matches(in: i, of: base.model).isEmpty == $0.matches(in: j, of: head.model).isEmpty
      }
  }

  /// By which its readers read a store.
  private func patterns(on store: String) -> [Pattern] {
    head.model.workspaces.flatMap { workspace in
      workspace.groups.flatMap { group in
        group.objects(GroupField.reads).compactMap { read in
          read.text(ReadField.datasets).flatMap { Pattern($0) }
        }
      }
    }.filter { $0.store == store }
  }
}
