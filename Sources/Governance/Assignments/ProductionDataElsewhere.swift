import Diagnostics
import Model

extension Rule {
  static let productionDataElsewhere = Rule(
    code: "production-data-elsewhere", severity: .warning, covers: ["110"],
    summary: "Data of production is on a platform of another environment.",
    why: """
      Tests would work on what customers have entrusted, where fewer people look after it. A store with \
      `production: true` is captured on a platform of environment dev, too, when somebody reads it there. If \
      its container has other values for that environment, below `in:`, then these are other data and \
      nothing is said; if it has none, they are the same. It also gets there from a primary in production, \
      and in what transformers make of it, until that is classified PUB.
      """,
    wrong: served("dev"), right: served("prod"))
}

extension Check {
  static let productionDataElsewhere = Check.model(.productionDataElsewhere) { facts, found in
    let isOther = facts.model.platforms.map(\.isNotProduction)
    guard isOther.contains(true) else { return }
    var told: [Span: Int] = [:]
    var first: [(step: Trail.Step, platform: Int, way: String, others: Int)] = []
    for use in facts.servedGroups.sorted(by: { $0.path < $1.path }) {
      // That a production group is in the wrong place has been said.
      guard !use.workspace.object.bool(WorkspaceField.production) || !use.platform.isNotProduction,
        let platform = facts.model.platform(use.platform.name),
        let group = facts.flow.groups[use.path]
      else { continue }
      let trail = Trail(
        of: group.reads, on: platform, assigned: use.item.span(AssignmentField.platform),
        container: nil, facts)
      for (number, step) in trail.steps.enumerated() {
        guard case .platform(let lands) = step.lands, isOther[lands],
          facts.isProductionData(step)
        else { continue }
        if let before = told[step.landing] {
          first[before].others += 1
        } else {
          told[step.landing] = first.count
          first.append((step, lands, trail.way(of: number), 0))
        }
      }
    }
    for (step, platform, way, others) in first {
      found.append(
        .elsewhere(
          facts.model.stores[step.store], facts.model.platforms[platform], way, others,
          at: step.landing))
    }
  }
}

extension Platform {
  /// Whether it names an environment that is not production's.
  var isNotProduction: Bool {
    environment.map { !["prod", "production"].contains(Fold.lower($0)) } ?? false
  }
}

extension Facts {
  /// Whether a step brings what production works with: a store of production, captured where its
  /// container has no values of its own.
  fileprivate func isProductionData(_ step: Trail.Step) -> Bool {
    guard stores[step.store].production, flow.makers[step.store] == nil,
      flow.primary(of: step.store, readOn: step.at) == nil
    else { return false }
    let platform = model.platforms[step.at]
    guard platform.isNotProduction, let container = stores[step.store].container else {
      return true
    }
    return !container.object.objects(ContainerField.environments).contains { values in
      values.text(ContainerValuesField.name) == platform.environment
        && needs(container.type).contains { values.has($0.value) }
    }
  }
}

private func served(_ environment: String) -> String {
  Example.platform(environment: environment) + "---\n"
    + Example.store(Example.dataset, head: "production: true") + "---\n"
    + Example.workspace("[lint.events]")
    .replacing("lint.g: [{ platform: prod_live", "lint.g: [{ platform: lint")
}

extension Diagnostic {
  fileprivate static func elsewhere(
    _ store: Datastore, _ platform: Platform, _ way: String, _ others: Int, at span: Span
  ) -> Diagnostic {
    var notes = ["the way of the data: " + way]
    if others > 0 { notes.append("\(others) more way\(others == 1 ? " leads" : "s lead") there") }
    return Diagnostic(
      .productionDataElsewhere,
      "platform `\(platform.name)`, of environment `\(platform.environment ?? "")`, holds data of "
        + "store `\(store.name)`, which is production", at: span,
      labels: [
        Label(store.object.span(DatastoreField.production), "production"),
        Label(platform.object.span(PlatformField.environment), "the platform's environment"),
      ], notes: notes,
      help: "give the store's container values for that environment, below `in:`, or read masked "
        + "data")
  }
}
