internal import Diagnostics
public import Model

/// The columns of a dataset as one platform holds them. An estate has many: their names are runs of
/// bytes, their types are numbers, and a `ColumnPlan` is made for who asks for one.
public struct ColumnPlans: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  private struct Detail: Sendable {
    let type: UInt32
    let nullable: Bool
    let origin: Span
  }

  /// The physical names.
  public private(set) var names = NameList()
  /// The producer's names of the fields, where one differs; nil: they are the physical ones.
  private var otherNames: NameList?
  private var columns: [Detail] = []
  /// The types by their numbers.
  public let types: ColumnTypes

  /// - Parameter types: of the same model.
  init(_ columns: [Column], in model: Model, _ types: ColumnTypes) {
    self.types = types
    let text = model.tree.text
    names.reserve(names: columns.count)
    self.columns.reserveCapacity(columns.count)
    for column in columns {
      if column.isShort {
        names.append(column.name, of: text)
        otherNames?.append(column.name, of: text)
      } else {
        append(column.physicalName(in: model), column.sourceName(in: model))
      }
      self.columns.append(
        Detail(type: column.definition, nullable: column.nullable, origin: column.span))
    }
  }

  public init(_ plans: [ColumnPlan]) {
    types = ColumnTypes(plans.map(\.type))
    for (number, plan) in plans.enumerated() {
      append(plan.name, plan.sourceName)
      columns.append(
        Detail(type: UInt32(number), nullable: plan.nullable, origin: plan.origin))
    }
  }

  public init(arrayLiteral plans: ColumnPlan...) { self.init(plans) }

  private mutating func append(_ name: String, _ source: String) {
    if otherNames == nil, source != name { otherNames = names }
    names.append(name)
    otherNames?.append(source)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { columns.count }

  public subscript(position: Int) -> ColumnPlan {
    ColumnPlan(
      name: names[position], sourceName: sourceNames[position],
      type: types[typeNumber(position)], nullable: columns[position].nullable,
      origin: columns[position].origin)
  }

  /// The producer's names of the fields.
  public var sourceNames: NameList { otherNames ?? names }
  public var isRenamed: Bool { otherNames != nil }

  /// The number of a column's type in `types`.
  public func typeNumber(_ position: Int) -> Int { Int(columns[position].type) }

  /// Changes with any name, type, nullability, and with the key: a hash of a line for each column, and
  /// of one for the key.
  func fingerprint(key: [String]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(1024)
    names.forEachName { position, name in
      text.append(contentsOf: name)
      types.append(
        typeNumber(position), isNullable: columns[position].nullable, to: &text)
    }
    text += "key".utf8
    for name in key.isEmpty ? [""] : key {
      text.append(UInt8(ascii: " "))
      text += name.utf8
    }
    return ContentHash.hex(text)
  }
}

extension ColumnPlans: CustomReflectable {
  /// The columns: the numbers of types mean nothing.
  public var customMirror: Mirror { Mirror(self, unlabeledChildren: Array(self)) }
}

/// Types by numbers, and how fingerprints tell them.
public final class ColumnTypes: Sendable {
  private let types: [ColumnType]
  /// Of each ` decimal(18,2) null`, and after it the same with `not null`, each with a line break.
  private let lines: [UInt8]
  private let ends: [Int]

  public init(_ types: [ColumnType]) {
    self.types = types
    var lines: [UInt8] = []
    var ends: [Int] = []
    for type in types {
      for tail in [" null\n", " not null\n"] {
        lines += " \(type.description)\(tail)".utf8
        ends.append(lines.count)
      }
    }
    self.lines = lines
    self.ends = ends
  }

  /// Numbered as the model's columns number them.
  convenience init(_ model: Model) { self.init(model.definitionList.map(\.type)) }

  public var count: Int { types.count }

  public subscript(number: Int) -> ColumnType { types[number] }

  func append(_ number: Int, isNullable: Bool, to text: inout [UInt8]) {
    let line = 2 * number + (isNullable ? 0 : 1)
    let start = line == 0 ? 0 : ends[line - 1]
    lines.withUnsafeBufferPointer {
      text.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<ends[line]]))
    }
  }
}
