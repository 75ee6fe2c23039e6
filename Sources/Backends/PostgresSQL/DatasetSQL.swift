internal import Diagnostics
internal import Emit
internal import IR

/// A dataset as its statements need it: every name escaped once.
struct DatasetSQL {
  let plan: DatasetPlan
  let table: String
  let fingerprint: String
  /// The columns, and behind them the table itself.
  let columns: SQLColumnList
  let tableName: SQLColumnList.Part
  let all: SQLColumnList.Part
  /// In key order.
  let key: SQLColumnList.Part
  /// The columns that are not in the key.
  let values: SQLColumnList.Part
  /// The columns that a change may have left alone.
  let large: SQLColumnList.Part

  init(_ plan: DatasetPlan, _ kinds: inout ColumnKinds, tag: String) {
    self.plan = plan
    table = plan.table
    fingerprint = "\(plan.fingerprint) \(tag)"
    let key = plan.key.compactMap { name in plan.columns.firstIndex { $0.name == name } }
    var columns = SQLColumnList(capacity: plan.columns.count)
    var large: [Int] = []
    for number in plan.columns.indices {
      let known = kinds.kind(of: plan.columns[number], isKey: key.contains(number))
      columns.append(plan.columns[number].name, known.forms)
      if known.kind.unavailable != nil { large.append(number) }
    }
    all = columns.all
    self.key = columns.part(key)
    values = columns.others(than: self.key)
    self.large = columns.part(large)
    columns.append(table, ColumnKinds.table)
    tableName = columns.part([plan.columns.count])
    self.columns = columns
  }

  /// Writes a form with what this dataset puts in its holes.
  func write(_ form: SQLForm, of stream: StreamPlan? = nil, to writer: inout SQLWriter) {
    writer.copy(form) { number, writer in
      func list(
        _ part: SQLColumnList.Part, _ item: ColumnItem,
        _ separator: SQLSeparator = .comma(indent: 2)
      ) {
        writer.columns(columns, part, as: item.rawValue, separator)
      }
      switch DatasetHole(rawValue: number)! {
      case .section: writer.section(stream!.section)
      case .stream: writer.text(stream!.name)
      case .table: list(tableName, .name)
      case .tableText: list(tableName, .text)
      case .fingerprint: writer.text(fingerprint)
      case .constraint: writer.name(.key(of: table))
      case .trigger: writer.name(SQLName(table + ".rewritten"))
      case .openIndex: writer.name(SQLName(PhysicalNames.fitted(table, suffix: ".open")))
      case .key: list(key, .name)
      case .keyTexts: list(key, .text)
      case .keyOfStaging: list(key, .read)
      case .keyOfSource: list(key, .source)
      case .sameKey: list(key, .equal, .and)
      case .names: list(all, .name)
      case .nameTexts: list(all, .text)
      case .readFromStaging: list(all, .readNamed, .comma(indent: 1))
      case .sourceColumns: list(all, .source, .comma(indent: 1))
      case .fresh: list(all, .fresh)
      case .stagingColumns: list(all, .stagingDefinition, .line)
      case .stagingTypes: list(all, .stagingType)
      case .mergeColumns: list(all, .mergeDefinition, .line)
      case .mergeTypes: list(all, .mergeType)
      case .exactTarget: list(values, .exactTarget)
      case .exactFresh: list(values, .exactFresh)
      case .assignments: list(values, .assignment, .comma(indent: 1))
      case .largeTexts: list(large, .text)
      case .unavailable: list(large, .unavailable)
      }
    }
  }
}

extension SQLName {
  /// Of a table's primary key.
  static func key(of table: String) -> SQLName {
    SQLName(PhysicalNames.fitted(table, suffix: ".key"))
  }
}
