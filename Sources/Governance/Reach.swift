import Model

extension Facts {
  /// For each store the platforms that may capture it: those to which a group is assigned that reads
  /// it, or that reads what a transformer makes of it. Primary platforms are not taken into account, so
  /// this may be more than the graph has, never less.
  func reach() -> [[Int]] {
    var storesOfGroup: [String: Set<Int>] = [:]
    var inputs: [Int: Set<Int>] = [:]
    for read in reads {
      let workspace = model.workspaces[read.workspace]
      let group = workspace.name + "." + (read.group.text(GroupField.name) ?? "")
      storesOfGroup[group, default: []].insert(read.store)
      if workspace.transformer != nil { inputs[read.workspace, default: []].insert(read.store) }
    }
    var platforms = [Set<Int>](repeating: [], count: stores.count)
    for assigned in assignedGroups {
      guard let name = assigned.text(AssignedGroupField.group) else { continue }
      for item in assigned.objects(AssignedGroupField.platforms) where item.isActive {
        guard let platform = item.text(AssignmentField.platform).flatMap({ model.platform($0) })
        else { continue }
        var waiting = Array(storesOfGroup[name] ?? [])
        while let store = waiting.popLast() {
          guard platforms[store].insert(platform).inserted,
            let maker = stores[store].ingestion?.text(IngestionField.workspace),
            let workspace = model.workspace(maker)
          else { continue }
          waiting += inputs[workspace] ?? []
        }
      }
    }
    return platforms.map { $0.sorted() }
  }

  /// The platforms that capture a store themselves: where it has primaries, those alone.
  func capturing(_ store: Int) -> Set<Int> {
    let reached = Set(platformsOfStore[store])
    guard let primaries = flow.primaries[store]?.map(\.platform), let first = primaries.first,
      !reached.isSubset(of: primaries)
    else { return reached }
    return reached.intersection(primaries).union([first])
  }

  /// Every group that some document assigns.
  var assignedGroups: [Object] {
    model.assignments.flatMap { Array($0.objects(AssignmentsField.groups)) }
  }
}

extension Object {
  /// Of an assignment: whether the group runs on the platform.
  var isActive: Bool {
    word(AssignmentField.status, AssignmentStatus.self) != .decommissioned
  }
}
