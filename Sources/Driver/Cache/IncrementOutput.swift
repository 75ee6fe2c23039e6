internal import DSLFrontend
internal import Diagnostics
internal import IR
internal import Model

/// What a run makes of a change, and leaves for the next.
extension Increment {
  /// What is remembered of the model now; nil where the last run's is not whole.
  func state(_ findings: [Diagnostic]) -> RunState? {
    census.map { changed.state(findings, head, $0, roles: state.roles) }
  }

  /// The pieces of output that may differ, by what they are of. Only of what `completed` gives.
  var pieces: Set<String> {
    guard let reach, let datasets else { return [] }
    var keys: Set<String> = []
    for workspace in reach.base.workspaces + reach.head.workspaces {
      keys.insert(PieceKey.workspace(workspace.name))
      if workspace.transformer != nil { keys.insert(PieceKey.transform(workspace.name)) }
    }
    for (store, names) in datasets.names {
      keys.insert(PieceKey.store(store))
      for model in [base.model, head.model] {
        guard let index = model.store(store) else { continue }
        for dataset in names.compactMap({ model.dataset($0, in: index) }) {
          let number = model.slice(ofDataset: dataset, count: model.stores[index].sliceCount)
          keys.insert(PieceKey.slice(store, number))
        }
      }
    }
    return keys
  }

  /// What platforms run of the stores that changed or are asked for, as if the rest of the model were there.
  /// Only where all their datasets are, and without errors.
  func estate() -> Estate? {
    guard let roles = state.roles else { return nil }
    let workspaces = neighbourhood.workspaces.union(surroundings.workspaces)
    let part = head.model.part(
      stores: { _ in true }, workspaces: { workspaces.contains($0.name) })
    return Estate.lower(part, roles: roles)
  }
}
