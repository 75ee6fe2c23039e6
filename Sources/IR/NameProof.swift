public import Diagnostics
internal import Model

extension Rule {
  static let physicalNameCollision = Rule(
    code: "physical-name-collision", severity: .error, covers: ["141"],
    summary: "Two objects would have one name in their target.",
    why: """
      A table, a schema, a view, a DAG or a topic of that name would be used by both, and each would \
      overwrite the other's data. Names longer than a target's limit are cut with a hash; `as`, `was` and \
      names with `__` in them can fall together, and Debezium writes what is illegal in a topic as `_`.
      """,
    wrong: collisionExample(second: "crm__customers"),
    right: collisionExample(second: "crm_customers"))
}

/// Proves that no two objects have one name in a target; whatever is not plainly different is compared.
struct NameProof {
  private let model: Model
  private var found: [Diagnostic] = []
  /// By dataset the bytes of its store's name and its own, where its table's name is plain; else 0.
  private var lengths: [UInt8]

  static func check(_ model: Model) -> [Diagnostic] {
    var proof = NameProof(model: model)
    proof.tables()
    proof.schemas()
    proof.views()
    proof.dags()
    return proof.found
  }

  private init(model: Model) {
    self.model = model
    lengths = [UInt8](repeating: 0, count: model.datasets.count)
  }

  private mutating func collide(
    _ title: String, _ name: String, _ a: (Span, String), _ b: (Span, String)
  ) {
    found.append(
      .collision(
        title, name, a, b, help: "rename one of them, or give a dataset a name of its own with `as`"
      ))
  }

  // MARK: tables

  /// Two plain names `store__dataset` are equal only if their parts are, as long as no part has `__` in
  /// it; all other names are kept and compared, with each other and with the plain ones.
  private mutating func tables() {
    var known: [String: Int] = [:]
    for store in model.stores {
      let storeIsPlain = !store.name.holds("__")
      for id in store.datasets {
        if storeIsPlain, model.hasPlainTable(id, storeLength: store.name.utf8.count) {
          lengths[id] = UInt8(store.name.utf8.count + model.nameLength(ofDataset: id))
          continue
        }
        if let earlier = earlierName(of: id, in: Int(model.datasets[id].store)) {
          found.append(earlier)
        }
        let name = model.table(ofDataset: id)
        if let other = known[name] {
          collide("table", name, place(other), place(id))
        } else {
          known[name] = id
        }
      }
    }
    for (name, id) in known.sorted(by: { $0.value < $1.value }) {
      for (store, dataset) in splits(name) {
        guard let index = model.store(store), let other = model.dataset(dataset, in: index),
          other != id, !store.contains("__"),
          model.hasPlainTable(other, storeLength: store.utf8.count)
        else { continue }
        collide("table", name, place(other), place(id))
      }
    }
  }

  /// A dataset that was called as another one is called now: both would have one place.
  private func earlierName(of id: Int, in store: Int) -> Diagnostic? {
    let object = model.object(ofDataset: id)
    guard let was = object.list(DatasetField.was).first, let name = was.symbol,
      name != model.datasets[id].name,
      let other = model.dataset(name, in: store), model.identity(ofDataset: other) == name
    else { return nil }
    let title = model.path(ofDataset: other)
    return Diagnostic(
      .physicalNameCollision, "`was` names dataset `\(title)`, which is still there",
      at: object.span(of: was),
      labels: [Label(model.object(ofDataset: other).span, "`\(title)` is here")],
      help: "leave `was` out, or remove the other dataset first")
  }

  private func splits(_ name: String) -> [(String, String)] {
    let bytes = Array(name.utf8)
    return bytes.indices.dropFirst().compactMap { at in
      guard at + 2 < bytes.count, bytes[at] == UInt8(ascii: "_"), bytes[at + 1] == bytes[at] else {
        return nil
      }
      return (
        String(decoding: bytes[..<at], as: UTF8.self),
        String(decoding: bytes[(at + 2)...], as: UTF8.self)
      )
    }
  }

  /// Where the name of a dataset's table comes from, and what the dataset is called.
  private func place(_ id: Int) -> (Span, String) {
    let object = model.object(ofDataset: id)
    let span =
      object.has(DatasetField.as)
      ? object.span(DatasetField.as)
      : object.list(DatasetField.was).first.map(object.span(of:)) ?? object.span
    return (span, "dataset `\(model.path(ofDataset: id))`")
  }

  // MARK: schemas, views, DAGs

  private mutating func schemas() {
    var known: [String: (Span, String)] = [:]
    for workspace in model.workspaces {
      var names = [PhysicalNames.fitted(workspace.name)]
      if workspace.transformer != nil {
        names.append(PhysicalNames.fitted(workspace.name, suffix: "__output"))
      }
      let place = (workspace.object.span, "workspace `\(workspace.name)`")
      for name in names {
        if let other = known[name] { collide("schema", name, other, place) }
        known[name] = known[name] ?? place
      }
    }
  }

  private mutating func views() {
    for workspace in model.workspaces {
      if workspace.groups.allSatisfy(isPlain) { continue }
      var known: [String: (Span, String)] = [:]
      for group in workspace.groups {
        let groupName = group.text(GroupField.name) ?? ""
        for read in group.objects(GroupField.reads) {
          for id in model.datasets(readBy: read) {
            let store = model.stores[Int(model.datasets[id].store)].name
            let dataset = model.name(ofDataset: id)
            let title = "`\(groupName)` of `\(store).\(dataset)`"
            for history in [false, true] {
              let name = PhysicalNames.view(
                group: groupName, store: store, dataset: dataset, history: history)
              // A dataset read twice by one group is one view.
              if let other = known[name], other.1 != title {
                collide("view", name, other, (read.span, title))
              }
              known[name] = known[name] ?? (read.span, title)
            }
          }
        }
      }
    }
  }

  /// Whether all views of a group have plain names, `group__store__dataset`, with `__history` behind
  /// some: such names are equal only if their parts are, as long as no part has `__` in it.
  private func isPlain(_ group: Object) -> Bool {
    let name = group.text(GroupField.name) ?? ""
    if name.holds("__") { return false }
    return group.objects(GroupField.reads).allSatisfy { read in
      model.datasets(readBy: read).allSatisfy { id in
        let length = Int(lengths[id])
        return length > 0
          && name.utf8.count + 4 + length + "__history".utf8.count <= PhysicalNames.postgresLimit
      }
    }
  }

  /// `<platform>.transform.<workspace>` against the slices of a store named `transform`.
  private mutating func dags() {
    guard let index = model.store("transform") else { return }
    let store = model.stores[index]
    for workspace in model.workspaces where workspace.transformer != nil {
      let isSlice = (0..<store.sliceCount).contains {
        PhysicalNames.sliceLabel($0) == workspace.name
      }
      guard isSlice else { continue }
      collide(
        "DAG", "transform." + workspace.name,
        (workspace.object.span, "the transformer of workspace `\(workspace.name)`"),
        (store.object.span, "a slice of store `transform`"))
    }
  }
}

extension Diagnostic {
  /// Two owners of one name; what stands later in the model is at fault.
  static func collision(
    _ title: String, _ name: String, _ a: (Span, String), _ b: (Span, String), help: String
  ) -> Diagnostic {
    let (first, second) = a.0 < b.0 ? (a, b) : (b, a)
    return Diagnostic(
      .physicalNameCollision,
      "\(second.1) would have the same \(title) as \(first.1): `\(name)`", at: second.0,
      labels: [Label(first.0, "\(first.1) is here")], help: help)
  }
}

/// The codes that lowering can give.
public let irRules: [Rule] = [.transformerCycle, .physicalNameCollision]

private func collisionExample(second: String) -> String {
  """
  kind: Datastore
  name: lint
  team: USA/sales
  ingestion: { type: kafka, container: crm_events, credential: crm_kafka, topic: "l.{dataset}" }
  datasets:
    d: { classification: IP, as: \(second), columns: { id: bigint primary key } }

  """
}
