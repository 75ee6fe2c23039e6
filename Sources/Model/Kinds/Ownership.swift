/// Who may change an object: the repository that the ecosystem, a zone or a team is declared with.
public enum Owner: Hashable, Sendable {
  case ecosystem
  /// By name.
  case zone(String)
  /// By `zone/team`.
  case team(String)

  /// `ecosystem`, `zone USA`, `team USA/sales`.
  public var title: String {
    switch self {
    case .ecosystem: "ecosystem"
    case .zone(let name): "zone \(name)"
    case .team(let path): "team \(path)"
    }
  }
}

/// How the owner of an object of some kind is told.
public enum Ownership: Sendable {
  case ecosystem
  /// The zone of that name.
  case zone
  /// The team of that name.
  case team
  /// The team that its `team` names.
  case namedTeam
  /// That of the store that its `datastore` names.
  case store
  /// That of the object that it is about; of a zone's rules the zone.
  case subject
  /// That of the object that holds it.
  case holder
}

extension ObjectKind {
  public var ownership: Ownership {
    switch self {
    case .ecosystem, .platform, .assignments: .ecosystem
    case .zone: .zone
    case .team: .team
    case .datastore, .workspace: .namedTeam
    case .datasets: .store
    // A document of these holds what several owners have written.
    case .suppressions, .waivers: .ecosystem
    case .suppression, .waiver: .subject
    case .zoneDeclaration, .teamDeclaration, .vendor, .location, .budgets, .freeze, .ruleSetting,
      .policies, .locationPolicy, .vendorPolicy, .cloudPolicy, .platformPolicy,
      .classificationPolicy, .storagePolicy, .contacts, .credential, .container,
      .containerValues, .security, .registry, .encryption, .ingestion, .staging, .shape, .dataset,
      .source, .column, .approval, .transfer, .group, .needs, .read, .transformer, .abilities,
      .images,
      .postgres, .kafka, .airflow, .git, .slack, .infrastructure, .removal, .artifacts,
      .assignedGroup, .assignment, .primary, .placement, .place:
      .holder
    }
  }
}

extension Model {
  /// Who may change what has this path, as references write it: `crm`, `crm.orders.total`,
  /// `reporting.live`, `USA/sales.crm_events`, `USA`, `prod`; nil where there is nothing of that name.
  public func owner(of path: String) -> Owner? {
    let head = String(path.prefix { $0 != "." })
    if head.contains("/") { return team(head) != nil ? .team(head) : nil }
    if let store = store(head) { return .team(stores[store].team) }
    if let workspace = workspace(head) { return .team(workspaces[workspace].team) }
    if platform(head) != nil { return .ecosystem }
    return zone(head) != nil ? .zone(head) : nil
  }

  /// The zone that an owner is in; nil for the ecosystem.
  public func zone(of owner: Owner) -> Owner? {
    switch owner {
    case .ecosystem: nil
    case .zone: owner
    case .team(let path): .zone(String(path.prefix { $0 != "/" }))
    }
  }

  /// Where an owner's repository is declared: the ecosystem itself, or the declaration by its parent; nil
  /// where it is not.
  public func declaration(of owner: Owner) -> Object? {
    switch owner {
    case .ecosystem: ecosystem
    case .zone(let name): zone(name).flatMap { zones[$0].declaration }
    case .team(let path): team(path).flatMap { teams[$0].declaration }
    }
  }

  /// The repository that may speak for an owner, as declared; nil where it is not.
  public func repository(of owner: Owner) -> String? {
    let declaration = declaration(of: owner)
    return owner == .ecosystem
      ? declaration?.text(EcosystemField.repository)
      : declaration?.text(DeclarationField.repository)
  }
}
