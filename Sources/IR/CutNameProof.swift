internal import Diagnostics
internal import Model

/// Proves unique what is cut or hashed because its target is narrow: states, DAGs, topics, slots.
///
/// What is short enough to stand as it is written differs by its parts and is not looked at, so that
/// the cost of twelve million datasets is that of reading the lengths of their names.
struct CutNameProof {
  /// How names are made; a test gives others, since no two hashes are known to be equal.
  struct Names {
    var state = PhysicalNames.stateSchema(platform:store:root:)
    var slot = PhysicalNames.slot(platform:store:number:)
    var dag = PhysicalNames.dag
    var topic = PhysicalNames.topic
  }

  private let model: Model
  private let names: Names
  private var found: [Diagnostic] = []

  static func check(_ model: Model, names: Names = Names()) -> [Diagnostic] {
    var proof = CutNameProof(model: model, names: names)
    proof.statesAndSlots()
    proof.dags()
    proof.deadLetters()
    proof.capturedTopics()
    return proof.found
  }

  private init(model: Model, names: Names) {
    self.model = model
    self.names = names
  }

  /// Remembers who has a name, and says who has it already.
  private mutating func claim(
    _ title: String, _ name: String, _ owner: (Span, String),
    _ known: inout [String: (Span, String)], help: String = "rename one of them"
  ) {
    if let other = known[name] {
      found.append(.collision(title, name, other, owner, help: help))
    } else {
      known[name] = owner
    }
  }

  // MARK: Terraform states, replication slots

  /// All platforms together: they may share a PostgreSQL that keeps their states, and a producer's.
  private mutating func statesAndSlots() {
    var states: [String: (Span, String)] = [:]
    var slots: [String: (Span, String)] = [:]
    for store in model.stores {
      guard store.ingestionType == .kafka || store.ingestionType == .cdc else { continue }
      let span = store.object.span
      let sources =
        store.ingestionType == .cdc ? store.ingestion?.int(IngestionField.sources) ?? 1 : 0
      for platform in model.platforms {
        let roots = ["source"] + (0..<store.sliceCount).map(PhysicalNames.sliceLabel)
        for root in roots {
          claim(
            "Terraform state", names.state(platform.name, store.name, root),
            (span, "root `\(store.name)/\(root)` of platform `\(platform.name)`"), &states)
        }
        for number in 0..<sources {
          claim(
            "replication slot and publication", names.slot(platform.name, store.name, number),
            (span, "source \(number) of store `\(store.name)` on platform `\(platform.name)`"),
            &slots)
        }
      }
    }
  }

  // MARK: DAGs

  /// A platform's name has at most 63 bytes and a store's 128, so only a transformer's DAG is ever cut.
  private mutating func dags() {
    for platform in model.platforms {
      var known: [String: (Span, String)] = [:]
      for workspace in model.workspaces where workspace.transformer != nil {
        let name = "\(platform.name).transform.\(workspace.name)"
        guard name.utf8.count >= 200 else { continue }
        claim(
          "DAG", names.dag(name), (workspace.object.span, "the transformer of `\(workspace.name)`"),
          &known)
      }
    }
  }

  // MARK: topics

  private mutating func deadLetters() {
    for platform in model.platforms {
      var known: [String: (Span, String)] = [:]
      for store in model.stores
      where store.ingestionType == .kafka || store.ingestionType == .cdc {
        let start = "dlq.\(platform.name).\(store.name)."
        // No dataset's name has more than 128 bytes.
        guard start.utf8.count + 128 >= PhysicalNames.topicLimit else { continue }
        for id in store.datasets {
          guard start.utf8.count + model.nameLength(ofDataset: id) >= PhysicalNames.topicLimit
          else { continue }
          claim(
            "dead letter topic", names.topic(start + model.name(ofDataset: id)),
            (model.object(ofDataset: id).span, "dataset `\(model.path(ofDataset: id))`"), &known)
        }
      }
    }
  }

  /// Debezium folds what a topic cannot have in it, and cuts at 249. A cut is shortest, and so most
  /// dangerous, under the longest platform's name.
  private mutating func capturedTopics() {
    let platform = model.longestPlatformName
    var known: [String: (Span, String)] = [:]
    var tables: [String: (String, String)] = [:]
    for store in model.stores where store.ingestionType == .cdc {
      let prefix = "\(platform).\(store.name)"
      let folded = store.datasets.filter { model.isFolded($0, prefix: prefix.utf8.count) }
      guard !folded.isEmpty else { continue }
      var isFoldedHere = Set(folded)
      for id in folded + store.datasets.filter({ !isFoldedHere.contains($0) }) {
        let (schema, table) = model.source(ofDataset: id)
        let name = SourceConnector.topic(
          of: SourceTable(
            schema: schema, table: table, columns: [], key: [],
            origin: model.object(ofDataset: id).span), prefix: prefix)
        // One table twice is told by a rule of its own.
        if let other = tables[name], other == (schema, table) { continue }
        guard isFoldedHere.remove(id) != nil || known[name] != nil else { continue }
        tables[name] = tables[name] ?? (schema, table)
        claim(
          "topic", name,
          (place(id), "table `\(schema).\(table)` of dataset `\(model.path(ofDataset: id))`"),
          &known,
          help:
            "move one of them to a store of its own: its topics then begin with that store's name"
        )
      }
    }
  }

  private func place(_ id: Int) -> Span {
    let object = model.object(ofDataset: id)
    return object.has(DatasetField.source) ? object.span(DatasetField.source) : object.span
  }
}
