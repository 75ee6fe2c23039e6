import Model

/// What a zone demands of the places that hold its data, and of the data.
struct ZonePolicies {
  let locations: Policy?
  let vendors: Policy?
  let clouds: Policy?
  let platforms: Policy?
  let storage: Policy?
  let classifications: Policy?

  /// Nil where the zone demands nothing.
  init?(_ zone: Zone, _ model: Model, _ estate: Vendors) {
    guard let object = zone.definition?.object(ZoneField.policies) else { return nil }
    locations = Policy(object.object(PoliciesField.locations), isThere: estate.hasLocation)
    vendors = Policy(object.object(PoliciesField.vendors), isThere: estate.hasVendor)
    clouds = Policy(object.object(PoliciesField.clouds))
    platforms = Policy(object.object(PoliciesField.platforms)) {
      model.platform($0) != nil
    }
    storage = Policy(object.object(PoliciesField.storage))
    classifications = Policy(object.object(PoliciesField.classifications))
    if !judgesPlaces, classifications == nil { return nil }
  }

  /// Whether it must be known where something is.
  var asksWhere: Bool { locations != nil || vendors != nil || clouds != nil }

  var judgesPlaces: Bool { asksWhere || platforms != nil || storage != nil }
}

/// The policies of all zones, and what belongs to which zone.
struct Zones {
  let vendors: Vendors
  /// In the order of `Model.zones`.
  let policies: [ZonePolicies?]
  /// The zone of each store and of each workspace, in the model's order; nil where it is not there.
  let ofStore: [Int?]
  let ofWorkspace: [Int?]
  let judgePlaces: Bool
  let judgeClassifications: Bool

  init(_ model: Model) {
    func zone(_ team: String) -> Int? {
      team.cut(at: "/").flatMap { model.zone(String($0.before)) }
    }
    let vendors = Vendors(model)
    self.vendors = vendors
    policies = model.zones.map { ZonePolicies($0, model, vendors) }
    ofStore = model.stores.map { zone($0.team) }
    ofWorkspace = model.workspaces.map { zone($0.team) }
    judgePlaces = policies.contains { $0?.judgesPlaces == true }
    judgeClassifications = policies.contains { $0?.classifications != nil }
  }
}
