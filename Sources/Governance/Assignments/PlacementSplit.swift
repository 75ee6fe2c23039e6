import Diagnostics
import IR
import Model

extension Rule {
  static let placementSplit = Rule(
    code: "placement-split", severity: .error,
    summary: "A placement parts what one transaction or one transformer needs in one database.",
    why: """
      A store that is merged as a whole is merged in one transaction, and a transformer reads and writes \
      over one connection: neither reaches over several databases. Place such a store whole, and a \
      transformer's output where all its inputs are.
      """,
    wrong: split("masked_crm: b"), right: split("crm: b, masked_crm: b"))
}

extension Check {
  static let placementSplit = Check.model(.placementSplit) { facts, found in
    for document in facts.model.assignments {
      for placement in document.objects(AssignmentsField.placement) {
        guard
          let platform = placement.text(PlacementField.platform).flatMap({
            facts.model.platform($0)
          })
        else { continue }
        let homes = Homes(placement, facts.model.platforms[platform])
        streams(placement, facts, &found)
        transformers(homes, platform, placement, facts, &found)
      }
    }
  }
}

/// Which database of a platform holds what.
private struct Homes {
  private var places: [String: String] = [:]
  private let first: String

  init(_ placement: Object, _ platform: Platform) {
    let postgres = platform.object.object(PlatformField.postgres)
    let written = postgres?.texts(PostgresField.databases) ?? []
    first = written.first ?? "dsgen"
    for place in placement.objects(PlacementField.places) {
      // A database that is not there is told by a rule of its own.
      if let what = place.text(PlaceField.store), let database = place.text(PlaceField.database),
        database == first || written.contains(database)
      {
        places[what] = database
      }
    }
  }

  func home(ofDataset id: Int, in model: Model) -> String {
    let store = model.stores[Int(model.datasets[id].store)]
    let label = PhysicalNames.sliceLabel(model.slice(ofDataset: id, count: store.sliceCount))
    return places["\(store.name)/\(label)"] ?? home(ofStore: store.name)
  }

  func home(ofStore name: String) -> String { places[name] ?? first }

  /// Whether slices of a store are placed by themselves.
  func parts(_ store: String) -> Bool { places.keys.contains { $0.hasPrefix(store + "/") } }
}

private func streams(_ placement: Object, _ facts: Facts, _ found: inout [Diagnostic]) {
  for place in placement.objects(PlacementField.places) {
    guard let text = place.text(PlaceField.store), let slash = text.firstIndex(of: "/"),
      let store = facts.model.store(String(text[..<slash])),
      facts.model.stores[store].consistency == .store
    else { continue }
    found.append(.parted(facts.model.stores[store].name, at: place.span))
  }
}

private func transformers(
  _ homes: Homes, _ platform: Int, _ placement: Object, _ facts: Facts,
  _ found: inout [Diagnostic]
) {
  var inputs: [Int: Set<String>] = [:]
  for read in facts.reads where facts.model.workspaces[read.workspace].transformer != nil {
    let store = facts.model.stores[read.store].name
    inputs[read.workspace, default: []].formUnion(
      homes.parts(store)
        ? read.datasets.map { homes.home(ofDataset: $0, in: facts.model) }
        : [homes.home(ofStore: store)])
  }
  for (workspace, databases) in inputs.sorted(by: { $0.key < $1.key }) {
    let declared = facts.model.workspaces[workspace]
    guard let name = declared.transformer?.text(TransformerField.output),
      let output = facts.model.store(name), facts.platformsOfStore[output].contains(platform)
    else { continue }
    let all = databases.union([homes.home(ofStore: name)])
    guard all.count > 1 else { continue }
    found.append(
      .scattered(
        declared.name, all.sorted(), at: placement.span, transformer: declared.object.span))
  }
}

private func split(_ places: String) -> String {
  """
  kind: Platform
  name: prod_live
  type: kubernetes-postgres
  environment: prod
  merge: live
  namespace: lint
  images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
  postgres: { host: pg-data, credential: postgres, databases: [a, b] }
  kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
  airflow: { name: airflow, credential: airflow }
  git: { credential: git }
  slack: { channel: "#data", credential: slack }
  credentials:
    { postgres: user-password, connect: user-password, airflow: user-password, git: api-token, slack: api-token }
  ---
  kind: Workspace
  name: lint
  team: USA/sales
  groups:
    g: { reads: [masked_crm.customers] }
  ---
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]
    lint.g: [{ platform: prod_live, status: provisioned }]
  placement: { prod_live: { \(places) } }

  """
}

extension Diagnostic {
  fileprivate static func parted(_ store: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .placementSplit, "store `\(store)` is merged in one transaction, so its slices cannot part",
      at: span, help: "place the whole store: `\(store): DATABASE`")
  }

  fileprivate static func scattered(
    _ workspace: String, _ databases: [String], at span: Span, transformer: Span
  ) -> Diagnostic {
    Diagnostic(
      .placementSplit,
      "the transformer of `\(workspace)` would need databases "
        + databases.map { "`\($0)`" }.joined(separator: ", ") + " at once", at: span,
      labels: [Label(transformer, "the transformer")],
      help: "place its output in the database of its inputs, and its inputs in one")
  }
}
