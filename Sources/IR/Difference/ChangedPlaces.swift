internal import Model

/// The stores of which something is placed in another database than before.
struct ChangedPlaces {
  let stores: Set<String>

  init(_ a: Model, _ b: Model) {
    let (old, new) = (Self.places(a), Self.places(b))
    stores = Set(
      Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.map { place in
        String(place.what.prefix { $0 != "/" })
      })
  }

  private struct Place: Hashable {
    let platform: String
    /// `crm` or `crm/s0003`.
    let what: String
  }

  private static func places(_ model: Model) -> [Place: String] {
    var found: [Place: String] = [:]
    for (platform, places) in Placement.all(in: model) {
      for (what, database) in places {
        found[Place(platform: model.platforms[platform].name, what: what)] = database
      }
    }
    return found
  }
}
