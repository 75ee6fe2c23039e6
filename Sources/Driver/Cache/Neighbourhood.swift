internal import DSLFrontend
internal import IR
internal import Model

/// How much of a model has to do with a change of some datasets, or is asked for.
extension Increment {
  /// What a change in some datasets has to do with, by names: its stores, who reads them, what else these
  /// read, and what all that is made of.
  var neighbourhood: (stores: Set<String>, workspaces: Set<String>) {
    guard let part = reach?.head else { return ([], []) }
    let model = head.model
    var stores = Set(part.stores.map(\.name))
    var waiting = part.workspaces
    var workspaces = Set(waiting.map(\.name))
    while let workspace = waiting.popLast() {
      for store in workspace.storesRead where stores.insert(store).inserted {
        guard let maker = model.maker(of: store), workspaces.insert(maker.name).inserted else {
          continue
        }
        waiting.append(maker)
      }
    }
    return (stores, workspaces)
  }

  /// What a change has to do with, and nothing else.
  func part(of model: Model) -> Model {
    let names = neighbourhood
    return model.part(
      stores: { names.stores.contains($0.name) },
      workspaces: { names.workspaces.contains($0.name) })
  }

  /// What decides how platforms run the stores that are asked for.
  var surroundings: (stores: Set<String>, workspaces: Set<String>) {
    selected.isEmpty
      ? ([], []) : head.model.surroundings(ofStores: selected)
  }
}

extension Workspace {
  /// The names of the stores that any of its groups reads.
  fileprivate var storesRead: [String] {
    groups.flatMap { group in
      group.objects(GroupField.reads).compactMap { read in
        (read.text(ReadField.dataset) ?? read.text(ReadField.datasets)).map { path in
          String(path.prefix { $0 != "." })
        }
      }
    }
  }
}

extension Model {
  /// The workspace whose transformer fills a store.
  fileprivate func maker(of name: String) -> Workspace? {
    guard let store = store(name), stores[store].ingestionType == .transformer,
      let maker = stores[store].ingestion?.text(IngestionField.workspace)
    else { return nil }
    return workspace(maker).map { workspaces[$0] }
  }
}
