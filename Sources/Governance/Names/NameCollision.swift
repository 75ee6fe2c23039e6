import Diagnostics
import Model

extension Rule {
  static let nameCollision = Rule(
    code: "name-collision", severity: .error, covers: ["8", "13"],
    summary: "Two names differ only in case, or only in `_` and `-`.",
    why: """
      People, file systems and many databases fold case, and Kubernetes knows neither upper case nor \
      `_`: the two would become one object, or be taken for each other. Names of zones, teams, \
      platforms, containers and credentials become parts of Kubernetes names, so there `_` and `-` \
      are the same.
      """,
    wrong: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint primary key, total: integer, Total: integer }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint primary key, total: integer, total_net: integer }
      """))
}

extension Check {
  static let nameCollision = Check(
    rules: [.nameCollision],
    model: { facts, found in
      let model = facts.model
      compare("datastore", model.stores.map(\.object), &found)
      compare("workspace", model.workspaces.map(\.object), &found)
      compare("platform", model.platforms.map(\.object), folding: Fold.slug, &found)
      compare("zone", model.zones.compactMap(\.place), folding: Fold.slug, &found)
      for (zone, teams) in Dictionary(grouping: model.teams, by: \.zone).sorted(by: {
        $0.key < $1.key
      }) {
        compare("team of zone \(zone)", teams.compactMap(\.place), folding: Fold.slug, &found)
      }
      for team in model.teams {
        guard let object = team.definition else { continue }
        compare(
          "container", Array(object.objects(TeamField.containers)), folding: Fold.slug, &found)
        compare(
          "credential", Array(object.objects(TeamField.credentials)), folding: Fold.slug, &found)
      }
      for platform in model.platforms {
        compare(
          "credential", Array(platform.object.objects(PlatformField.credentials)),
          folding: Fold.slug, &found)
      }
      for workspace in model.workspaces { compare("group", Array(workspace.groups), &found) }
      compareVendors(model, &found)
      for store in model.stores {
        compareDatasets(store, facts, &found)
        compare("shape", Array(store.shapes.values), &found)
      }
    },
    columns: { list, facts, found in
      // Names that differ, and fall together, have letters in upper case.
      guard list.names.contains(.upper) else { return }
      for group in Fold.collisions(list.items.map(\.name), facts.model.tree.text) {
        report(
          "column", group.map { (list.name(list.items[$0]), list.span(list.items[$0])) }, &found)
      }
    })
}

private func compare(
  _ kind: String, _ objects: [Object], folding: (String) -> String = Fold.lower,
  _ found: inout [Diagnostic]
) {
  guard objects.count > 1 else { return }
  var places: [String: [(name: String, span: Span)]] = [:]
  for object in objects {
    guard let cell = object.cell(number: object.kind.nameField), let symbol = cell.symbol else {
      continue
    }
    let name = object.tree.string(symbol)
    places[folding(name), default: []].append((name, object.span))
  }
  for (_, group) in places where group.count > 1 { report(kind, group, &found) }
}

private func compareDatasets(_ store: Datastore, _ facts: Facts, _ found: inout [Diagnostic]) {
  let model = facts.model
  let texts = facts.texts
  guard store.datasets.count > 1,
    store.datasets.contains(where: {
      texts[Int(model.datasets[$0].name.index)].contains(.upper)
    })
  else { return }
  let names = store.datasets.map { model.datasets[$0].name }
  for group in Fold.collisions(names, model.tree.text) {
    report(
      "dataset",
      group.map {
        let id = store.datasets.lowerBound + $0
        return (model.name(ofDataset: id), model.object(ofDataset: id).span)
      }, &found)
  }
}

private func compareVendors(_ model: Model, _ found: inout [Diagnostic]) {
  guard let vendors = model.ecosystem?.objects(EcosystemField.vendors) else { return }
  compare("vendor", Array(vendors), &found)
  func descend(_ places: ObjectList) {
    compare("location", Array(places), &found)
    for place in places { descend(place.objects(LocationField.locations)) }
  }
  for vendor in vendors { descend(vendor.objects(VendorField.locations)) }
}

/// One finding for each name but the first, in the order of their places.
private func report(
  _ kind: String, _ group: [(name: String, span: Span)], _ found: inout [Diagnostic]
) {
  let group = group.sorted { $0.span < $1.span }
  for other in group.dropFirst() where other.name != group[0].name {
    found.append(.collision(kind, other.name, group[0].name, at: other.span, first: group[0].span))
  }
}

extension Zone {
  /// Where the zone is named: its definition, else its declaration.
  var place: Object? { definition ?? declaration }
}

extension Team {
  /// Where the team is named: its definition, else its declaration.
  var place: Object? { definition ?? declaration }
}

extension Diagnostic {
  fileprivate static func collision(
    _ kind: String, _ name: String, _ other: String, at span: Span, first: Span
  ) -> Diagnostic {
    let sameCase = Fold.lower(name) == Fold.lower(other)
    return Diagnostic(
      .nameCollision,
      "\(kind) `\(name)` differs from `\(other)` only in \(sameCase ? "case" : "`_` and `-`")",
      at: span, labels: [Label(first, "`\(other)` is here")], help: "rename one of them")
  }
}
