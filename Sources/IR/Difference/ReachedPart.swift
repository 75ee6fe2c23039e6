public import Model

/// The part of two models that a change of the one into the other can reach: the stores that differ or are
/// read otherwise, what feeds them, what is made of them, and who reads all that. The rest is written alike
/// in both, and platforms run the same for it.
///
/// Where nothing differs but what is in some datasets, these alone stand for their stores: everything else,
/// who reads what at which priority too, is the same in both.
public struct ReachedPart: Sendable {
  public let base: Model
  public let head: Model
  /// Whether stores lack datasets, so that what seems to be missing from them is there.
  public let isOfDatasets: Bool

  /// nil: the change may reach everything.
  public init?(from base: Model, to head: Model) {
    guard let teams = ChangedTeams(base, head), Self.isSharedAlike(base, head),
      !head.platforms.contains(where: { teams.touch(platform: $0) })
    else { return nil }
    let readers = Readers(base, head, teams)
    let placed = ChangedPlaces(base, head)
    var changed: Set<String> = []
    let (old, new) = (base.stores.byName(\.name), head.stores.byName(\.name))
    for name in Set(old.keys).union(new.keys) {
      if let a = old[name], let b = new[name], a.isWrittenLike(b), !teams.touch(store: b) {
        continue
      }
      changed.insert(name)
    }
    var reached = changed.union(placed.stores).union(Self.primaries(base, head))
    let isElsewhere = !teams.isEmpty || reached != changed || readers.haveChanged
    let inPlace = isElsewhere ? nil : ChangedInPlace(base, head, changed)
    readers.close(&reached)
    let workspaces = readers.names(of: reached)
    func part(_ model: Model) -> Model {
      model.part(
        stores: { reached.contains($0.name) }, datasets: { inPlace?.has($0, of: $1) ?? true },
        workspaces: { workspaces.contains($0.name) })
    }
    isOfDatasets = inPlace != nil
    self.base = part(base)
    self.head = part(head)
  }

  /// Whether all that any object may depend on is alike.
  private static func isSharedAlike(_ a: Model, _ b: Model) -> Bool {
    let (x, y) = ([a.ecosystem].compactMap(\.self), [b.ecosystem].compactMap(\.self))
    return areAlike(x, y)
      && areAlike(a.zones.compactMap(\.definition), b.zones.compactMap(\.definition))
      && areAlike(a.platforms.map(\.object), b.platforms.map(\.object))
      && areAlike(a.suppressions, b.suppressions)
  }

  private static func areAlike(_ a: [Object], _ b: [Object]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.isWrittenLike($1) }
  }

  /// The stores whose primary platforms differ.
  private static func primaries(_ a: Model, _ b: Model) -> Set<String> {
    func items(_ model: Model) -> [String: Object] {
      model.assignments.flatMap { $0.objects(AssignmentsField.primary) }
        .byName { $0.text(PrimaryField.store) ?? "" }
    }
    return differing(items(a), items(b))
  }
}

extension Datastore {
  fileprivate func isWrittenLike(_ other: Datastore) -> Bool {
    object.isWrittenLike(other.object) && parts.count == other.parts.count
      && zip(parts, other.parts).allSatisfy { $0.isWrittenLike($1) }
  }
}

extension Sequence {
  fileprivate func byName(_ name: (Element) -> String) -> [String: Element] {
    Dictionary(map { (name($0), $0) }) { first, _ in first }
  }
}

/// The names of objects that are not alike in both.
func differing(
  _ a: [String: Object], _ b: [String: Object], by likeness: Likeness = .words
) -> Set<String> {
  Set(a.keys).union(b.keys).filter { !likeness.holds(a[$0], b[$0]) }
}
