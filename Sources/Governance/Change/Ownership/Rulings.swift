import Change
import Model

/// Whose the change of one object is.
struct Ruling {
  enum Verdict {
    /// It comes from who may make it.
    case own
    /// It comes from somebody else.
    case foreign
    /// Its owner is declared by the change itself.
    case undeclared
    /// Its declaration goes with it.
    case undeclaring
    /// A zone gets another repository, and the zone does not say so.
    case handedOver
    /// A store or a workspace goes to another team, and not both have said so.
    case transferred(Transfer)
  }

  let verdict: Verdict
  /// Who may make it; nil where nobody is declared to.
  let owner: Owner?
}

/// A store or a workspace that goes from team to team.
struct Transfer {
  let from: Owner
  let to: Owner
  /// Whether the base says that it goes there.
  let isOffered: Bool
}

extension ChangeFacts {
  func judgeOwners() -> [Ruling] {
    guard let base, change.source != nil else { return [] }
    return objects.map { ruling($0, base) }
  }

  private func ruling(_ change: ObjectChange, _ base: Model) -> Ruling {
    if let transfer = transfer(change, base) { return ruling(transfer, base) }
    if let zone = handedOver(change, base) {
      return Ruling(verdict: isSource(.zone(zone)) ? .own : .handedOver, owner: .zone(zone))
    }
    let owner = change.owner
    guard let owner else { return Ruling(verdict: .foreign, owner: nil) }
    if isDefinition(change.kind), change.sort == .removed, head.repository(of: owner) == nil,
      base.repository(of: owner) != nil
    {
      return Ruling(verdict: .undeclaring, owner: owner)
    }
    if base.repository(of: owner) == nil, head.repository(of: owner) != nil {
      return Ruling(verdict: .undeclared, owner: owner)
    }
    return Ruling(verdict: isSource(owner) ? .own : .foreign, owner: owner)
  }

  private func isDefinition(_ kind: ObjectKind) -> Bool { kind == .zone || kind == .team }

  /// The zone whose repository another takes the place of, once there is a zone to speak for itself.
  private func handedOver(_ change: ObjectChange, _ base: Model) -> String? {
    guard change.kind == .zoneDeclaration, change.sort == .changed,
      let index = base.zone(change.path), base.zones[index].definition != nil
    else { return nil }
    return change.path
  }

  // MARK: transfers

  /// What is inside a store or a workspace goes with it.
  private func transfer(_ change: ObjectChange, _ base: Model) -> Transfer? {
    guard let from = change.baseOwner, let to = change.headOwner, from != to,
      case .team = from, case .team = to
    else { return nil }
    let name = String(change.path.prefix { $0 != "." && $0 != "[" })
    // A store and a workspace may have one name.
    let document =
      isInWorkspace(change.kind)
      ? base.workspace(name).flatMap {
        base.workspaces[$0].object.object(WorkspaceField.transfer)
      } : base.store(name).flatMap { base.stores[$0].object.object(DatastoreField.transfer) }
    let offered = document?.text(TransferField.to).map(Owner.team)
    return Transfer(from: from, to: to, isOffered: offered == to)
  }

  private func isInWorkspace(_ kind: ObjectKind) -> Bool {
    switch kind {
    case .workspace, .group, .needs, .read, .transformer: true
    default: false
    }
  }

  private func ruling(_ transfer: Transfer, _ base: Model) -> Ruling {
    if transfer.isOffered, isSource(transfer.to) {
      return Ruling(verdict: .own, owner: transfer.to)
    }
    // A team that nobody can speak for any more: its zone does.
    if base.repository(of: transfer.from) == nil, let zone = base.zone(of: transfer.from),
      isSource(zone)
    {
      return Ruling(verdict: .own, owner: zone)
    }
    return Ruling(verdict: .transferred(transfer), owner: transfer.to)
  }

  // MARK: the source

  /// Whether the change comes from an owner's repository and branch, as the base names them.
  func isSource(_ owner: Owner) -> Bool {
    guard let source = change.source?.repository, let text = base?.repository(of: owner) else {
      return false
    }
    return Repository(text) == source
  }

  /// All that the source owns in the base: the ecosystem, then zones, then teams, each by name.
  var ownersOfSource: [Owner] { owners.filter(isSource) }

  /// Everyone whom the base declares.
  private var owners: [Owner] {
    guard let base else { return [] }
    return [.ecosystem] + base.zones.map { .zone($0.name) } + base.teams.map { .team($0.path) }
  }
}
