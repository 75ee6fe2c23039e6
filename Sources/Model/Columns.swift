public import Diagnostics

/// A column of a dataset, its own or its shape's.
public struct Column: Sendable {
  public let object: Object
  public let name: Symbol
  public let definition: ColumnDefinition
  public let nullable: Bool
  /// Marked as part of the key; a `key:` list of the dataset may say otherwise.
  public let marked: Bool

  public var type: ColumnType { definition.type }
  public var span: Span { object.span }
  /// Whether it is written in its short form: it has a name and a definition, nothing else.
  public var isShort: Bool { object.body.form == .text }
}

extension Model {
  /// The columns of a dataset in order: its shape's, then its own. A column whose type could not be
  /// read is left out; that has been reported.
  public func columns(ofDataset id: Int) -> [Column] {
    let object = object(ofDataset: id)
    var columns: [Column] = []
    if let shape = shape(ofDataset: id) {
      append(shape.objects(ShapeField.columns), to: &columns)
    }
    append(object.objects(DatasetField.columns), to: &columns)
    return columns
  }

  /// The shape that a dataset takes its columns from.
  public func shape(ofDataset id: Int) -> Object? {
    object(ofDataset: id).text(DatasetField.shape).flatMap {
      stores[Int(datasets[id].store)].shapes[$0]
    }
  }

  /// The key's columns in key order, as names; empty where there is no key.
  public func key(ofDataset id: Int, columns: [Column]) -> [Symbol] {
    let object = object(ofDataset: id)
    let own = object.list(DatasetField.key).compactMap(\.symbol)
    if !own.isEmpty { return own }
    let shared = shape(ofDataset: id)?.list(ShapeField.key).compactMap(\.symbol) ?? []
    if !shared.isEmpty { return shared }
    return columns.filter(\.marked).map(\.name)
  }

  /// The name that decides a dataset's slice and tables: its first, where it was renamed.
  public func identity(ofDataset id: Int) -> Symbol {
    object(ofDataset: id).list(DatasetField.was).first?.symbol ?? datasets[id].name
  }

  /// What a dataset's data is: its own classification, else its shape's.
  public func classification(ofDataset id: Int) -> [String] {
    let own = object(ofDataset: id).texts(DatasetField.classification)
    return own.isEmpty ? shape(ofDataset: id)?.texts(ShapeField.classification) ?? [] : own
  }

  private func append(_ objects: ObjectList, to columns: inout [Column]) {
    columns.reserveCapacity(columns.count + objects.count)
    for object in objects {
      // Nearly all columns are short, and there are many.
      let short = object.body.symbol
      guard let name = object.key?.symbol ?? object.symbol(ColumnField.name),
        let text = short ?? object.symbol(ColumnField.type), let definition = definition(text)
      else { continue }
      let marked = definition.primaryKey || short == nil && object.bool(ColumnField.key)
      let nullable =
        !marked && !definition.notNull
        && (short != nil || object.bool(ColumnField.nullable, default: true))
      columns.append(
        Column(
          object: object, name: name, definition: definition, nullable: nullable, marked: marked))
    }
  }
}
