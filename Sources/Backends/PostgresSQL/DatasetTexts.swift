internal import Emit
internal import IR

/// What a dataset puts into the holes of its store's forms: every name escaped once, every list written
/// once. Used again for the next dataset.
struct DatasetTexts {
  private(set) var texts = SQLTexts()
  private var columns = SQLColumnList()
  private var all = SQLColumnList.Part()
  /// In key order.
  private var key = SQLColumnList.Part()
  /// The columns that are not in the key.
  private var values = SQLColumnList.Part()
  /// The columns that a change may have left alone.
  private var large = SQLColumnList.Part()

  /// Whether the dataset has columns beyond its key.
  var hasValues: Bool { !values.isEmpty }

  /// - Parameter holes: what the forms that will be copied ask for.
  mutating func take(
    _ dataset: DatasetSQL, of stream: StreamPlan?, _ kinds: inout ColumnKinds, for holes: HoleSet
  ) {
    take(dataset.plan, &kinds)
    texts.clear()
    for hole in DatasetHole.allCases where holes.contains(hole.rawValue) {
      put(hole, dataset, stream)
    }
  }

  private mutating func take(_ plan: DatasetPlan, _ kinds: inout ColumnKinds) {
    columns.clear()
    all.clear()
    key.clear()
    values.clear()
    large.clear()
    let plans = plan.columns
    for name in plan.key {
      if let position = plans.names.position(of: name) { key.append(position) }
    }
    plans.names.forEachName { number, name in
      let isKey = key.contains(number)
      let known = kinds.kind(of: plans.typeNumber(number), in: plans.types, isKey: isKey)
      columns.append(name, known.forms)
      all.append(number)
      if !isKey { values.append(number) }
      if known.kind.unavailable != nil { large.append(number) }
    }
    columns.complete()
  }

  private mutating func put(_ hole: DatasetHole, _ dataset: DatasetSQL, _ stream: StreamPlan?) {
    let table = dataset.table
    switch hole {
    case .section: texts.section(hole.rawValue, stream!.section)
    case .stream: texts.text(hole.rawValue, stream!.name)
    case .table: texts.name(hole.rawValue, table)
    case .tableText: texts.text(hole.rawValue, table)
    case .fingerprint: texts.text(hole.rawValue, dataset.fingerprint)
    case .constraint:
      texts.name(hole.rawValue, PhysicalNames.fitted(table, suffix: SQLName.keySuffix))
    case .trigger: texts.name(hole.rawValue, table + ".rewritten")
    case .openIndex: texts.name(hole.rawValue, PhysicalNames.fitted(table, suffix: ".open"))
    case .key: list(hole, key, .name)
    case .keyTexts: list(hole, key, .text)
    case .keyOfStaging: list(hole, key, .read)
    case .keyOfSource: list(hole, key, .source)
    case .sameKey: list(hole, key, .equal, .and)
    case .names: list(hole, all, .name)
    case .nameTexts: list(hole, all, .text)
    case .readFromStaging: list(hole, all, .readNamed, .comma(indent: 1))
    case .sourceColumns: list(hole, all, .source, .comma(indent: 1))
    case .fresh: list(hole, all, .fresh)
    case .stagingColumns: list(hole, all, .stagingDefinition, .line)
    case .stagingTypes: list(hole, all, .stagingType)
    case .mergeColumns: list(hole, all, .mergeDefinition, .line)
    case .mergeTypes: list(hole, all, .mergeType)
    case .exactTarget: list(hole, values, .exactTarget)
    case .exactFresh: list(hole, values, .exactFresh)
    case .assignments: list(hole, values, .assignment, .comma(indent: 1))
    case .largeTexts: list(hole, large, .text)
    case .unavailable: list(hole, large, .unavailable)
    }
  }

  private mutating func list(
    _ hole: DatasetHole, _ part: SQLColumnList.Part, _ item: ColumnItem,
    _ separator: SQLSeparator = .comma(indent: 2)
  ) {
    texts.columns(hole.rawValue, columns, part, as: item.rawValue, separator)
  }
}

extension SQLName {
  fileprivate static let keySuffix = ".key"

  /// Of a table's primary key.
  static func key(of table: String) -> SQLName {
    SQLName(PhysicalNames.fitted(table, suffix: keySuffix))
  }
}
