import Diagnostics
import Model

/// Who reads what, who makes what, and where each store is captured: the ways of the data, by stores.
struct Flow {
  struct Group {
    let workspace: Int
    /// `workspace.group`.
    let path: String
    /// Its reads in `Facts.reads`.
    var reads: Range<Int>
  }

  let groups: [String: Group]
  /// The reads of each workspace, in `Facts.reads`.
  let inputs: [Range<Int>]
  /// The workspace whose transformer fills a store; nil for one that is captured.
  let makers: [Int?]
  /// The platforms that capture a store for all others, and where that is said.
  let primaries: [Int: [(platform: Int, span: Span)]]

  init(_ facts: Facts) {
    let model = facts.model
    var groups: [String: Group] = [:]
    var inputs = [Range<Int>](repeating: 0..<0, count: model.workspaces.count)
    var start = 0
    let reads = facts.reads
    for end in reads.indices.map({ $0 + 1 }) {
      let last = reads[start]
      guard end == reads.count || reads[end].group.span != last.group.span else { continue }
      let path =
        model.workspaces[last.workspace].name + "." + (last.group.text(GroupField.name) ?? "")
      groups[path] = Group(workspace: last.workspace, path: path, reads: start..<end)
      let before = inputs[last.workspace]
      inputs[last.workspace] = (before.isEmpty ? start : before.lowerBound)..<end
      start = end
    }
    self.groups = groups
    self.inputs = inputs
    makers = facts.stores.map { store in
      guard store.type == .transformer,
        let workspace = store.ingestion?.text(IngestionField.workspace).flatMap(model.workspace),
        model.workspaces[workspace].transformer != nil
      else { return nil }
      return workspace
    }
    var primaries: [Int: [(platform: Int, span: Span)]] = [:]
    for object in model.assignments.flatMap({ Array($0.objects(AssignmentsField.primary)) }) {
      guard let store = object.text(PrimaryField.store).flatMap(model.store) else { continue }
      primaries[store] = object.list(PrimaryField.platforms).compactMap { cell in
        cell.symbol.flatMap { model.platform(model.tree.string($0)) }.map {
          ($0, object.place(cell))
        }
      }
    }
    self.primaries = primaries
  }

  /// Where a store's data is made that a platform reads, and the declaration that says so; nil where
  /// the platform captures it itself.
  func primary(of store: Int, readOn platform: Int) -> (platform: Int, span: Span)? {
    guard let all = primaries[store], let first = all.first,
      !all.contains(where: { $0.platform == platform })
    else { return nil }
    return first
  }
}
