internal import Model

/// The workspaces of two models, with the stores that they read and make in either.
struct Readers {
  private var readers: [Reader] = []

  private struct Reader {
    let name: String
    /// It, or what it uses, differs.
    let isChanged: Bool
    var reads: Set<String> = []
    var makes: Set<String> = []

    mutating func add(_ workspace: Workspace) {
      if let output = workspace.transformer?.text(TransformerField.output) { makes.insert(output) }
      for group in workspace.groups {
        for read in group.objects(GroupField.reads) {
          guard let path = read.text(ReadField.dataset) ?? read.text(ReadField.datasets) else {
            continue
          }
          reads.insert(String(path.prefix { $0 != "." }))
        }
      }
    }
  }

  init(_ base: Model, _ head: Model, _ teams: ChangedTeams) {
    let assigned = Self.changedAssignments(base, head)
    var outputs: [String: Set<String>] = [:]
    for store in base.stores + head.stores {
      guard let maker = store.ingestion?.text(IngestionField.workspace) else { continue }
      outputs[maker, default: []].insert(store.name)
    }
    for workspace in head.workspaces {
      let old = base.workspace(workspace.name).map { base.workspaces[$0] }
      let isAlike = old.map { $0.object.isWrittenLike(workspace.object) } ?? false
      let isChanged =
        !isAlike || assigned.contains(workspace.name) || teams.touch(workspace: workspace)
      var reader = Reader(name: workspace.name, isChanged: isChanged)
      reader.add(workspace)
      if !isAlike, let old { reader.add(old) }
      reader.makes.formUnion(outputs[workspace.name] ?? [])
      readers.append(reader)
    }
    for workspace in base.workspaces where head.workspace(workspace.name) == nil {
      var reader = Reader(name: workspace.name, isChanged: true)
      reader.add(workspace)
      reader.makes.formUnion(outputs[workspace.name] ?? [])
      readers.append(reader)
    }
  }

  var haveChanged: Bool { readers.contains(where: \.isChanged) }

  /// Adds to the stores that differ those that others of them reach.
  func close(_ stores: inout Set<String>) {
    for reader in readers where reader.isChanged {
      stores.formUnion(reader.reads)
      stores.formUnion(reader.makes)
    }
    let makers = readers.filter { !$0.makes.isEmpty }
    // A reader's priority, and whether it runs at all, reach what its data is made of.
    grow(&stores, makers) {
      $0.makes
    } by: {
      $0.reads
    }
    // What a store's data is made into must be there, as it decides whether the store is read.
    grow(&stores, makers) {
      $0.reads.union($0.makes)
    } by: {
      $0.makes
    }
  }

  private func grow(
    _ stores: inout Set<String>, _ makers: [Reader], where met: (Reader) -> Set<String>,
    by added: (Reader) -> Set<String>
  ) {
    var count = -1
    while count != stores.count {
      count = stores.count
      for maker in makers where !met(maker).isDisjoint(with: stores) {
        stores.formUnion(added(maker))
      }
    }
  }

  /// The workspaces that have to do with any of these stores, or differ.
  func names(of stores: Set<String>) -> Set<String> {
    Set(
      readers.filter {
        $0.isChanged || !$0.reads.isDisjoint(with: stores) || !$0.makes.isDisjoint(with: stores)
      }.map(\.name))
  }

  /// The workspaces of groups that are assigned otherwise.
  private static func changedAssignments(_ a: Model, _ b: Model) -> Set<String> {
    func groups(_ model: Model) -> [String: Object] {
      let all = model.assignments.flatMap { $0.objects(AssignmentsField.groups) }
      return Dictionary(all.map { ($0.text(AssignedGroupField.group) ?? "", $0) }) { a, _ in a }
    }
    return Set(differing(groups(a), groups(b)).map { name in String(name.prefix { $0 != "." }) })
  }
}
