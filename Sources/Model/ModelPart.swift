extension Model {
  /// The model with some of its stores, of their datasets and of its workspaces alone. References to the
  /// others lead nowhere.
  public func part(
    stores isWantedStore: (Datastore) -> Bool,
    datasets isWantedDataset: (Symbol, Datastore) -> Bool = { _, _ in true },
    workspaces isWantedWorkspace: (Workspace) -> Bool
  ) -> Model {
    var some: [Datastore] = []
    var own: [Dataset] = []
    for store in stores where isWantedStore(store) {
      let first = own.count
      for dataset in datasets[store.datasets] where isWantedDataset(dataset.name, store) {
        own.append(dataset.inStore(UInt32(some.count)))
      }
      some.append(
        Datastore(
          name: store.name, object: store.object, parts: store.parts, datasets: first..<own.count,
          shapes: store.shapes))
    }
    return Model(
      tree: tree, ecosystem: ecosystem, zones: zones, teams: teams, stores: some, datasets: own,
      workspaces: workspaces.filter(isWantedWorkspace), platforms: platforms,
      assignments: assignments, suppressions: suppressions, waivers: waivers,
      definitions: definitions)
  }
}
