internal import Model

/// What of all that stores and workspaces do not say themselves is the same in two models: where it is, what
/// a slice runs follows from its store and its datasets alone.
struct SameContext {
  private let likeness: Likeness
  private let platforms: Set<String>
  private let teams: ChangedTeams
  private let places: ChangedPlaces

  /// nil where nothing is known to be the same.
  init?(_ a: Model?, _ b: Model, by likeness: Likeness) {
    guard let a, let teams = ChangedTeams(a, b, by: likeness),
      likeness == .words || likeness.holds(a.ecosystem, b.ecosystem)
    else { return nil }
    self.likeness = likeness
    self.teams = teams
    places = ChangedPlaces(a, b)
    let same = b.platforms.filter { platform in
      a.platform(platform.name).map { likeness.holds(a.platforms[$0].object, platform.object) }
        ?? false
    }
    platforms = Set(same.filter { !teams.touch(platform: $0) }.map(\.name))
  }

  /// Whether a platform says the same of itself.
  func holds(platform name: String) -> Bool { platforms.contains(name) }

  /// Whether what a store names is the same, and where it is kept.
  func holds(store: Datastore) -> Bool {
    !teams.touch(store: store) && !places.stores.contains(store.name)
  }
}
