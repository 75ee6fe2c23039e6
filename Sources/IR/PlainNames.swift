internal import Model

/// Which names differ because their parts do, and need not be compared.
extension Model {
  /// Whether the table of a dataset is `store__dataset` without `__` in the dataset's name: two such names
  /// are equal only if their parts are, where the stores' names have none either.
  func hasPlainTable(_ id: Int, storeLength: Int) -> Bool {
    hasPlainTable(id, storeLength: storeLength, declared: object(ofDataset: id).declared)
  }

  /// - Parameter declared: the dataset's fields, as `Object.declared` gives them.
  func hasPlainTable(_ id: Int, storeLength: Int, declared: UInt64) -> Bool {
    let naming: UInt64 = 1 << DatasetField.as.rawValue | 1 << DatasetField.was.rawValue
    if declared & naming != 0 { return false }
    return tree.text.withBytes(datasets[id].name) { name in
      guard storeLength + 2 + name.count <= PhysicalNames.postgresLimit else { return false }
      var last: UInt8 = 0
      for byte in name {
        if byte == UInt8(ascii: "_"), last == byte { return false }
        last = byte
      }
      return true
    }
  }

  /// In bytes.
  func nameLength(ofDataset id: Int) -> Int { tree.text.withBytes(datasets[id].name) { $0.count } }

  /// A topic is shortest, and a cut most dangerous, under this one.
  var longestPlatformName: String {
    platforms.map(\.name).max { $0.utf8.count < $1.utf8.count } ?? ""
  }

  /// Whether the topic that Debezium gives to a dataset's table may be that of another table.
  /// - Parameter prefix: the bytes of the topic's prefix.
  func isFolded(_ id: Int, prefix: Int) -> Bool {
    let object = object(ofDataset: id)
    guard object.body.form == .node, object.has(DatasetField.source) else {
      return prefix + ".public.".utf8.count + nameLength(ofDataset: id) >= PhysicalNames.topicLimit
    }
    let (schema, table) = source(ofDataset: id)
    let text = schema + table
    return prefix + 2 + text.utf8.count >= PhysicalNames.topicLimit
      || !text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        // A dot may part a schema from its table as well.
        default: false
        }
      }
  }

  /// The producer's table that a dataset is captured from.
  func source(ofDataset id: Int) -> (schema: String, table: String) {
    let written = object(ofDataset: id).object(DatasetField.source)
    return (
      written?.text(SourceField.schema) ?? "public",
      written?.text(SourceField.table) ?? name(ofDataset: id)
    )
  }
}
