internal import Model

/// A platform of one name in two estates, and what of it is surely the same in both: what need not be made
/// to be compared. A part that is not known to be the same may be so nonetheless.
public struct PlatformTwins: Sendable {
  public let name: String
  let oldSide: Side?
  let newSide: Side?
  /// The names of the stores on either.
  public let stores: [String]
  /// The names of the workspaces with views on either.
  public let workspaces: [String]
  private let likeness: Likeness
  /// nil where nothing is known to be the same.
  private let context: SameContext?
  private let oldNodes: [String: [Int32]]
  private let newNodes: [String: [Int32]]

  /// By name.
  public static func all(
    _ base: Estate?, _ head: Estate, by likeness: Likeness
  ) -> [PlatformTwins] {
    func sides(_ estate: Estate?) -> [String: Side] {
      guard let estate else { return [:] }
      return Dictionary(
        estate.graphs.map { ($0.name, Side(estate: estate, platform: $0.platform)) }
      ) {
        first, _ in first
      }
    }
    let (old, new) = (sides(base), sides(head))
    let context = SameContext(base?.model, head.model, by: likeness)
    return Set(old.keys).union(new.keys).sorted(by: precedes).map { name in
      PlatformTwins(
        name, old[name], new[name], likeness,
        context.flatMap { $0.holds(platform: name) ? $0 : nil })
    }
  }

  private init(
    _ name: String, _ old: Side?, _ new: Side?, _ likeness: Likeness, _ context: SameContext?
  ) {
    self.name = name
    self.likeness = likeness
    self.context = context
    oldSide = old
    newSide = new
    oldNodes = old?.workspaceNodes ?? [:]
    newNodes = new?.workspaceNodes ?? [:]
    stores = Set(old?.storeNames ?? []).union(new?.storeNames ?? []).sorted(by: precedes)
    workspaces = Set(oldNodes.keys).union(newNodes.keys).sorted(by: precedes)
  }

  /// Its index in each estate's graphs; nil where it is not there.
  public var old: Int? { oldSide?.platform }
  public var new: Int? { newSide?.platform }

  /// The slices of a store on either.
  public func slices(of store: String) -> [Int] {
    let (a, b) = sides(of: store)
    return Set(a.map { Array($0.share.slices.keys) } ?? [])
      .union(b.map { Array($0.share.slices.keys) } ?? []).sorted()
  }

  /// Where there is such a slice.
  public func has(slice number: Int, of store: String) -> (old: Bool, new: Bool) {
    let (a, b) = sides(of: store)
    return (a?.share.slices[number] != nil, b?.share.slices[number] != nil)
  }

  /// The store's index in each estate's model; nil where it is not on the platform.
  public func indices(of store: String) -> (old: Int?, new: Int?) {
    let (a, b) = sides(of: store)
    return (a?.store, b?.store)
  }

  /// The nodes of a workspace's views in each graph.
  public func nodes(of workspace: String) -> (old: [Int32], new: [Int32]) {
    (oldNodes[workspace] ?? [], newNodes[workspace] ?? [])
  }

  // MARK: what is the same

  public func isSame(store name: String) -> Bool {
    let (a, b) = sides(of: name)
    return isAlike(a, b) && StoreSide.hasSame(a, b, by: likeness)
  }

  public func isSame(slice number: Int, of store: String) -> Bool {
    let (a, b) = sides(of: store)
    guard isAlike(a, b), let a, let b else { return false }
    return a.isSlice(number, like: b, by: likeness)
  }

  private func isAlike(_ a: StoreSide?, _ b: StoreSide?) -> Bool {
    guard let context, let b, StoreSide.isAlike(a, b, by: likeness) else { return false }
    return context.holds(store: b.declared)
  }

  public func isSame(workspace name: String) -> Bool {
    let (old, new) = differingNodes(of: name)
    return old.isEmpty && new.isEmpty
  }

  /// The nodes of those of a workspace's views that are not surely the same.
  func differingNodes(of workspace: String) -> (old: [Int32], new: [Int32]) {
    let (x, y) = nodes(of: workspace)
    guard let context, let old = oldSide, let new = newSide,
      let a = old.model.workspace(workspace), let b = new.model.workspace(workspace),
      likeness.holds(old.model.workspaces[a].object, new.model.workspaces[b].object)
    else { return (x, y) }
    let pairs = ViewPairs(old, new, likeness, context)
    return pairs.differing(x, y)
  }

  func sides(of store: String) -> (old: StoreSide?, new: StoreSide?) {
    (oldSide?.store(store), newSide?.store(store))
  }
}

/// A platform in one of two estates.
struct Side {
  let estate: Estate
  let platform: Int

  var model: Model { estate.model }
  var plan: PlatformPlan { estate.plan(platform: platform) }
  var storeNames: [String] { estate.stores(platform: platform).map { model.stores[$0].name } }

  func store(_ name: String) -> StoreSide? { model.store(name).flatMap { StoreSide(self, $0) } }

  /// By the names of workspaces.
  var workspaceNodes: [String: [Int32]] {
    let nodes = estate.graphs[platform].nodes
    var found: [String: [Int32]] = [:]
    for own in estate.workspaceNodes(platform: platform) {
      guard let first = own.first else { continue }
      found[model.workspaces[Int(nodes[Int(first)].workspace)].name] = own
    }
    return found
  }
}

func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
