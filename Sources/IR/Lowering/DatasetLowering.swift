public import Model

/// Decides what one platform holds for the datasets of one store, from what they have in common.
struct DatasetLowering {
  /// How topics are named.
  enum Topics {
    /// No connector delivers the datasets.
    case none
    /// By Debezium, under this prefix.
    case captured(prefix: String)
    case template(TopicTemplate)
  }

  let model: Model
  /// The model's.
  let types: ColumnTypes
  let topics: Topics
  /// The model's name of the column that grows with every change of a row.
  let watermark: Symbol?

  func plan(_ id: Int, priority: Priority) -> DatasetPlan {
    let object = model.object(ofDataset: id)
    let columns = model.columns(ofDataset: id)
    let plans = ColumnPlans(columns, in: model, types)
    let key = model.key(ofDataset: id, columns: columns).compactMap { name in
      columns.firstIndex { $0.name == name }.map { plans.names[$0] }
    }
    var plan = DatasetPlan(
      name: model.name(ofDataset: id), description: object.text(DatasetField.description),
      table: model.table(ofDataset: id), topic: topic(id), columns: plans, key: key,
      priority: priority, fingerprint: plans.fingerprint(key: key), origin: object.span)
    plan.watermark = watermark.flatMap { name in columns.firstIndex { $0.name == name } }
      .map { plans[$0] }
    return plan
  }

  func topic(_ id: Int) -> String? {
    switch topics {
    case .none: return nil
    case .captured(let prefix):
      let (schema, table) = sourceName(id, model.object(ofDataset: id))
      return SourceConnector.topic(schema: schema, table: table, prefix: prefix)
    case .template(let template):
      return model.object(ofDataset: id).text(DatasetField.topic)
        ?? template.topic(model.datasets[id].name, model.tree.text)
    }
  }

  func sourceTable(_ id: Int) -> SourceTable {
    let object = model.object(ofDataset: id)
    let columns = model.columns(ofDataset: id)
    var names = NameList()
    names.reserve(names: columns.count)
    for column in columns {
      if column.isShort {
        names.append(column.name, of: model.tree.text)
      } else {
        names.append(column.sourceName(in: model))
      }
    }
    let keys = model.key(ofDataset: id, columns: columns)
    let (schema, table) = sourceName(id, object)
    return SourceTable(
      schema: schema, table: table, columns: names,
      key: keys.compactMap { key in columns.firstIndex { $0.name == key }.map { names[$0] } },
      origin: object.span)
  }

  /// Its table in the producer's database, `schema.table`.
  func capturedTable(_ id: Int) -> String {
    let (schema, table) = sourceName(id, model.object(ofDataset: id))
    return String(joining: schema, ".", table)
  }

  /// The table in the producer's database.
  private func sourceName(_ id: Int, _ object: Object) -> (schema: String, table: String) {
    let written = object.object(DatasetField.source)
    return (
      written?.text(SourceField.schema) ?? "public",
      written?.text(SourceField.table) ?? model.name(ofDataset: id)
    )
  }
}

extension ColumnPlan {
  public init(_ column: Column, in model: Model) {
    let name = model.tree.string(column.name)
    let type = model.definition(of: column).type
    if column.isShort {
      self.init(
        name: name, sourceName: name, type: type, nullable: column.nullable, origin: column.span)
      return
    }
    self.init(
      name: column.physicalName(in: model), sourceName: column.sourceName(in: model), type: type,
      nullable: column.nullable, origin: column.span)
  }
}

extension Column {
  /// The name in the merge table: what `as` says, else its first name.
  func physicalName(in model: Model) -> String {
    if isShort { return model.tree.string(name) }
    let object = model.object(of: self)
    return object.text(ColumnField.as)
      ?? model.tree.string(object.list(ColumnField.was).first?.symbol ?? name)
  }

  func sourceName(in model: Model) -> String {
    (isShort ? nil : model.object(of: self).text(ColumnField.from)) ?? model.tree.string(name)
  }
}

extension Model {
  /// The table of a dataset: what `as` says, else of its store and first name.
  public func table(ofDataset id: Int) -> String {
    let store = stores[Int(datasets[id].store)].name
    return object(ofDataset: id).text(DatasetField.as)
      ?? PhysicalNames.table(store: store, dataset: tree.string(identity(ofDataset: id)))
  }
}
