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
  private let isContextSame: Bool
  private let oldNodes: [String: [Int32]]
  private let newNodes: [String: [Int32]]

  /// By name.
  public static func all(_ base: Estate?, _ head: Estate) -> [PlatformTwins] {
    func sides(_ estate: Estate?) -> [String: Side] {
      guard let estate else { return [:] }
      return Dictionary(
        estate.graphs.map { ($0.name, Side(estate: estate, platform: $0.platform)) }
      ) {
        first, _ in first
      }
    }
    let (old, new) = (sides(base), sides(head))
    let isContextSame = SameContext.holds(base?.model, head.model)
    return Set(old.keys).union(new.keys).sorted(by: precedes).map {
      PlatformTwins($0, old[$0], new[$0], isContextSame)
    }
  }

  private init(_ name: String, _ old: Side?, _ new: Side?, _ isContextSame: Bool) {
    self.name = name
    oldSide = old
    newSide = new
    self.isContextSame = isContextSame && old != nil && new != nil
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
    return isContextSame && StoreSide.isAlike(a, b) && StoreSide.hasSame(a, b)
  }

  public func isSame(slice number: Int, of store: String) -> Bool {
    let (a, b) = sides(of: store)
    guard isContextSame, StoreSide.isAlike(a, b), let a, let b else { return false }
    return a.isSlice(number, like: b)
  }

  public func isSame(workspace name: String) -> Bool {
    let (x, y) = nodes(of: name)
    guard isContextSame, let old = oldSide, let new = newSide, x.count == y.count,
      let a = old.model.workspace(name), let b = new.model.workspace(name),
      old.model.workspaces[a].object.isSame(as: new.model.workspaces[b].object)
    else { return false }
    let (p, q) = (old.estate.graphs[old.platform].nodes, new.estate.graphs[new.platform].nodes)
    return zip(x, y).allSatisfy { i, j in
      let (s, t) = (p[Int(i)], q[Int(j)])
      let (m, n) = (old.model.stores[Int(s.store)], new.model.stores[Int(t.store)])
      return s.group == t.group && m.object.isSame(as: n.object) && StoreSide.shapesAreAlike(m, n)
        && old.model.isSame(dataset: Int(s.dataset), as: Int(t.dataset), in: new.model)
    }
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
