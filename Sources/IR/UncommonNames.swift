public import Model

/// The names of datasets' tables and topics that may be those of others, whatever their parts are: fixed by
/// `as`, kept from a first name, cut, folded, or given to one dataset alone. All others are plain, and differ
/// from each other: so what they are need not be known to judge a new one.
public struct UncommonNames: Sendable {
  /// Hashes of the names, ascending. Two names may have one; then they count as equal.
  public let hashes: [UInt64]

  public init(hashes: [UInt64]) { self.hashes = hashes }

  public init(of model: Model) {
    var found: [UInt64] = []
    let platform = model.longestPlatformName
    let topic: UInt64 = 1 << DatasetField.topic.rawValue
    for store in model.stores {
      let isPlain = !store.name.contains("__")
      let length = store.name.utf8.count
      let type = store.ingestionType
      let prefix = "\(platform).\(store.name)"
      for id in store.datasets {
        let declared = model.object(ofDataset: id).declared
        if !isPlain || !model.hasPlainTable(id, storeLength: length, declared: declared) {
          found.append(Self.hash(.table, model.table(ofDataset: id)))
        }
        if type == .kafka, declared & topic != 0 {
          found.append(Self.hash(.topic, model.topic(ofDataset: id, of: store)))
        } else if type == .cdc, model.isFolded(id, prefix: prefix.utf8.count) {
          found.append(Self.hash(.captured, model.capturedTopic(ofDataset: id, prefix: prefix)))
        }
      }
    }
    hashes = found.sorted()
  }

  /// What is named: a table and a topic may have one name.
  private enum Target: UInt8 { case table, topic, captured }

  private static func hash(_ target: Target, _ name: String) -> UInt64 {
    ([target.rawValue] + Array(name.utf8)).withUnsafeBufferPointer { ContentHash.number($0) }
  }

  // MARK: a new dataset

  /// Whether all names of a dataset are plain, and no uncommon one is the same: then it collides with none
  /// that these names are of.
  /// - Parameter model: all stores are there, their datasets need not.
  public func areApart(fromDataset id: Int, in model: Model) -> Bool {
    let store = model.stores[Int(model.datasets[id].store)]
    let platform = model.longestPlatformName
    let letters = "dlq.\(platform).\(store.name)."
    guard !store.name.contains("__"),
      model.hasPlainTable(id, storeLength: store.name.utf8.count),
      !holds(.table, model.table(ofDataset: id)),
      letters.utf8.count + model.nameLength(ofDataset: id) < PhysicalNames.topicLimit
    else { return false }
    switch store.ingestionType {
    case .kafka:
      let topic = model.topic(ofDataset: id, of: store)
      return !model.object(ofDataset: id).has(DatasetField.topic) && !holds(.topic, topic)
        && !Self.isMade(topic, beside: store, in: model)
    case .cdc:
      let prefix = "\(platform).\(store.name)"
      return !model.isFolded(id, prefix: prefix.utf8.count)
        && !holds(.captured, model.capturedTopic(ofDataset: id, prefix: prefix))
    default: return true
    }
  }

  private func holds(_ target: Target, _ name: String) -> Bool {
    let hash = Self.hash(target, name)
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] == hash
  }

  /// Whether the template of another store makes a topic, of whatever dataset.
  private static func isMade(_ topic: String, beside own: Datastore, in model: Model) -> Bool {
    let topic = Array(topic.utf8)
    return model.stores.contains { store in
      guard store.ingestionType == .kafka else { return false }
      let template = TopicTemplate(of: store.ingestion)
      if store.name == own.name { return !template.hasHole }
      return template.mayMake(topic)
    }
  }
}

extension TopicTemplate {
  /// Whether there may be a dataset of which it makes a topic.
  fileprivate func mayMake(_ topic: [UInt8]) -> Bool {
    guard hasHole else { return topic == parts[0] }
    let ends = parts[0].count + parts[parts.count - 1].count
    guard topic.count > ends, topic.starts(with: parts[0]),
      topic.reversed().starts(with: parts[parts.count - 1].reversed())
    else { return false }
    // A dataset's name has no dot.
    return parts.count > 2
      || !topic[parts[0].count..<(topic.count - parts[1].count)].contains(UInt8(ascii: "."))
  }
}

extension Model {
  fileprivate func topic(ofDataset id: Int, of store: Datastore) -> String {
    let own = object(ofDataset: id).text(DatasetField.topic)
    return (own.map { TopicTemplate($0) } ?? TopicTemplate(of: store.ingestion))
      .topic(datasets[id].name, tree.text)
  }

  fileprivate func capturedTopic(ofDataset id: Int, prefix: String) -> String {
    let (schema, table) = source(ofDataset: id)
    return SourceConnector.topic(schema: schema, table: table, prefix: prefix)
  }
}
