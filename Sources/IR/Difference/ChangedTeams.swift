internal import Model

/// The teams whose documents differ, with those whose containers name what belongs to them.
struct ChangedTeams {
  private var names: Set<String>

  /// nil where the models are not of one tree, so that nothing is known to be alike.
  init?(_ a: Model, _ b: Model, by likeness: Likeness = .words) {
    guard a.tree === b.tree else { return nil }
    names = differing(a.documents, b.documents, by: likeness)
    guard !names.isEmpty else { return }
    let prefixes = names.map { $0 + "." }
    for team in a.teams + b.teams {
      guard let definition = team.definition else { continue }
      let mentions = definition.mentions { text in prefixes.contains { text.hasPrefix($0) } }
      if mentions { names.insert(team.path) }
    }
  }

  var isEmpty: Bool { names.isEmpty }

  /// Whether how a store is reached may differ.
  func touch(store: Datastore) -> Bool {
    if names.isEmpty { return false }
    let ingestion = store.ingestion
    let references = [
      ingestion?.text(IngestionField.container), ingestion?.text(IngestionField.credential),
    ]
    return touch(references, of: store.team)
  }

  /// Whether what a workspace uses may differ.
  func touch(workspace: Workspace) -> Bool {
    if names.isEmpty { return false }
    return touch(
      [workspace.container, workspace.transformer?.text(TransformerField.credential)],
      of: workspace.team)
  }

  /// Whether an external cluster that a platform uses may differ.
  func touch(platform: Platform) -> Bool {
    if names.isEmpty { return false }
    let kafka = platform.object.object(PlatformField.kafka)
    return touch([kafka?.text(KafkaField.container)], of: "")
  }

  private func touch(_ references: [String?], of team: String) -> Bool {
    if names.contains(team) { return true }
    return references.contains { reference in
      guard let reference, let dot = reference.firstIndex(of: ".") else { return false }
      return names.contains(String(reference[..<dot]))
    }
  }
}

extension Model {
  fileprivate var documents: [String: Object] {
    Dictionary(teams.compactMap { team in team.definition.map { (team.path, $0) } }) { a, _ in a }
  }
}

extension Object {
  /// Whether any text in it is like that.
  fileprivate func mentions(_ isWanted: (String) -> Bool) -> Bool {
    var waiting = [body]
    while let cell = waiting.popLast() {
      if let symbol = cell.symbol, isWanted(tree.string(symbol)) { return true }
      if let node = cell.node { waiting += tree.cells(of: node) }
    }
    return false
  }
}
