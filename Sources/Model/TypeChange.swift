/// What it means to those who read a column that its type becomes another.
public enum TypeChange: Hashable, Sendable {
  case same
  /// Every value of the old type is one of the new: readers go on, and tables are altered.
  case widening
  /// Values or meaning may be lost; how, for a message.
  case breaking(String)
}

extension ColumnType {
  /// What it means that this type becomes `new`.
  ///
  /// Only what keeps each value and what it means to its readers is widening. So `varchar` does not
  /// become `char`, which pads with blanks, nor an integer a float or a decimal, which programs treat
  /// as another kind of number.
  public func change(to new: ColumnType) -> TypeChange {
    if self == new { return .same }
    if let from = integerBits, let to = new.integerBits {
      return to > from
        ? .widening : .breaking("whole numbers of \(from) bits may not fit \(to) bits")
    }
    if let from = BinaryFloat(self), let to = BinaryFloat(new) {
      return to.holds(from) ? .widening : .breaking("`\(new)` cannot hold every value of `\(self)`")
    }
    switch (self, new) {
    case (.decimal(let precision, let scale), .decimal(let newPrecision, let newScale)):
      return decimal(precision, scale, becomes: newPrecision, newScale)
    case (.date, .timestamp(zoned: false)): return .widening
    case (.timestamp, .timestamp): return .breaking("a time zone is gained or lost")
    case (.varchar(let length), .varchar(let other)): return size(length, becomes: other)
    case (.nvarchar(let length), .nvarchar(let other)): return size(length, becomes: other)
    case (.char(let length), .char(let other)): return size(length, becomes: other)
    case (.nchar(let length), .nchar(let other)): return size(length, becomes: other)
    case (.char(let length), .varchar(let other)): return size(length, becomes: other)
    case (.nchar(let length), .nvarchar(let other)): return size(length, becomes: other)
    case (.varchar, .char), (.nvarchar, .nchar):
      return .breaking("`\(new)` pads texts with blanks")
    case (.binary(let length), .binary(let other)): return size(length, becomes: other)
    case (.variant(let length), .variant(let other)): return size(length, becomes: other)
    case (.array(let element), .array(let other)): return part("elements", element, other)
    case (.map(let key, let value), .map(let newKey, let newValue)):
      return worst([part("keys", key, newKey), part("values", value, newValue)])
    case (.structure(let fields), .structure(let others)): return structure(fields, others)
    case (.vector, .vector): return .breaking("vectors of other dimensions cannot be compared")
    case (.geography(_, let srid), .geography(let kind, let other)):
      if srid != other { return .breaking("coordinates have another reference") }
      return kind == nil ? .widening : .breaking("not every shape is a `\(kind ?? "")`")
    default: return .breaking("`\(new)` is another kind of value than `\(self)`")
    }
  }

  private var integerBits: Int? {
    switch self {
    case .tinyint: 8
    case .smallint: 16
    case .integer: 32
    case .bigint: 64
    default: nil
    }
  }

  /// Neither the digits before the point nor those behind it may become fewer.
  private func decimal(
    _ precision: Int, _ scale: Int, becomes newPrecision: Int, _ newScale: Int
  ) -> TypeChange {
    if newScale < scale {
      return .breaking("digits behind the point shrink from \(scale) to \(newScale)")
    }
    if newPrecision - newScale < precision - scale {
      return .breaking(
        "digits before the point shrink from \(precision - scale) to \(newPrecision - newScale)")
    }
    return .widening
  }

  /// Lengths; nil is unlimited.
  private func size(_ length: Int?, becomes other: Int?) -> TypeChange {
    guard let other else { return .widening }
    guard let length else { return .breaking("what had no limit is limited to \(other)") }
    return other >= length ? .widening : .breaking("the length shrinks from \(length) to \(other)")
  }

  private func part(_ name: String, _ old: ColumnType, _ new: ColumnType) -> TypeChange {
    guard case .breaking(let why) = old.change(to: new) else { return old.change(to: new) }
    return .breaking("of its \(name), " + why)
  }

  private func structure(_ fields: [StructField], _ others: [StructField]) -> TypeChange {
    guard fields.map(\.name) == others.map(\.name) else {
      return .breaking("a struct's fields are others, or in another order")
    }
    return worst(zip(fields, others).map { part("field `\($0.name)`", $0.type, $1.type) })
  }

  private func worst(_ changes: [TypeChange]) -> TypeChange {
    for case .breaking(let why) in changes { return .breaking(why) }
    return changes.contains(.widening) ? .widening : .same
  }
}
