/// What a name or a reference points at.
public enum Target: String, Sendable, CaseIterable {
  case zone, team, vendor, location, platform, container, credential
  case datastore, dataset, workspace, group, waiver
  /// A shape of the store it is written in.
  case shape
  /// A column of the dataset or shape it is written in.
  case column
  /// A dataset, a column or a group, whatever is named.
  case object
  /// A credential of the platform it is written in.
  case platformCredential = "platform-credential"
}

/// What a scalar may be. Text is never guessed: the declaration decides.
public enum Scalar: Sendable, Hashable {
  case text
  /// A letter, then letters, digits, `_`; at most 128.
  case identifier
  /// A letter, then letters, digits, `_`, `-`; at most 63.
  case label
  case boolean
  case integer(ClosedRange<Int>)
  /// `30s 5m 12h 30d 7y`.
  case duration
  /// `512Mi 100Gi`; `100G` is read as Gi.
  case size
  /// Five fields; see `Cron`.
  case cron
  /// `2026-12-31`.
  case date
  /// One of a closed set.
  case word([String])
  case reference(Target)
  /// `owner/name@branch` or `host/owner/name@branch`.
  case repository
  case url
  case hostPort
  /// `store.dataset`, or `store.prefix*`.
  case pattern
  /// A type alone.
  case columnType
  /// A type with `not null` and `primary key` behind it.
  case columnDefinition
  /// A dataset's or column's physical name.
  case physicalName

  public var isInteger: Bool { if case .integer = self { true } else { false } }

  /// How a person calls it in a message.
  public var name: String {
    switch self {
    case .text: "text"
    case .identifier, .label: "a name"
    case .boolean: "true or false"
    case .integer(let range):
      range.upperBound == Int.max
        ? "a whole number from \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .duration: "a duration such as 30s, 5m, 12h, 30d or 7y"
    case .size: "a size such as 512Mi or 100Gi"
    case .cron: "a cron schedule of five fields"
    case .date: "a date such as 2026-12-31"
    case .word(let words): "one of " + words.joined(separator: ", ")
    case .reference(let target): "the name of a \(target.rawValue)"
    case .repository: "a repository such as owner/name@branch"
    case .url: "a URL such as https://host/path"
    case .hostPort: "host:port"
    case .pattern: "store.dataset or store.prefix*"
    case .columnType: "a column type"
    case .columnDefinition: "a column type, with `not null` or `primary key` behind it"
    case .physicalName: "a name"
    }
  }
}

/// What a field holds.
public enum Shape: Sendable, Hashable {
  case scalar(Scalar)
  case object(ObjectKind)
  /// A list of scalars; where `lone`, one scalar alone stands for a list of one.
  case scalars(Scalar, lone: Bool)
  /// A list of objects.
  case objects(ObjectKind)
  /// A map from names to objects; where `bare`, a list of names stands for objects without fields.
  case map(ObjectKind, bare: Bool)

  /// The kind of the objects in a list or a map.
  public var itemKind: ObjectKind? {
    switch self {
    case .objects(let kind), .map(let kind, _), .object(let kind): kind
    case .scalar, .scalars: nil
    }
  }
}

/// The declaration of one field: decoding, messages, the reference page and the comparison of two
/// models all come from it.
public struct Field: Sendable, Hashable {
  public let name: String
  public let shape: Shape
  public let required: Bool
  /// The `type`s of its object that it belongs to; empty: all.
  public let onlyFor: [String]
  /// The value that leaving it out is the same as writing; nil where there is none.
  public let defaultValue: String?
  /// What holds where it is left out, in words, where that is no one value; else empty.
  public let otherwise: String
  /// One line for the reference page.
  public let doc: String
  /// Whether the order of its items has a meaning. That of all others has none.
  public private(set) var isOrdered = false
  /// Whether it tells its object apart from the others of the list that holds it.
  public private(set) var identifies = false
  /// Of objects: whether to write none is something else than to leave the field out.
  public private(set) var emptyCounts = false

  public init(
    _ name: String, _ shape: Shape, required: Bool = false, onlyFor: [String] = [],
    default defaultValue: String? = nil, otherwise: String = "", _ doc: String
  ) {
    self.name = name
    self.shape = shape
    self.required = required
    self.onlyFor = onlyFor
    self.defaultValue = defaultValue
    self.otherwise = otherwise
    self.doc = doc
  }

  public init(
    _ name: String, _ scalar: Scalar, required: Bool = false, onlyFor: [String] = [],
    default defaultValue: String? = nil, otherwise: String = "", _ doc: String
  ) {
    self.init(
      name, .scalar(scalar), required: required, onlyFor: onlyFor, default: defaultValue,
      otherwise: otherwise, doc)
  }

  /// The same, meaning something where it is empty.
  public var countingEmpty: Field {
    var field = self
    field.emptyCounts = true
    return field
  }

  /// The same, with items whose order has a meaning.
  public var ordered: Field {
    var field = self
    field.isOrdered = true
    return field
  }

  /// The same, telling its object apart from the others of the list that holds it.
  public var identifying: Field {
    var field = self
    field.identifies = true
    return field
  }
}

/// The fields of one object kind. The exhaustive `field` makes a forgotten declaration not compile.
public protocol FieldSet: RawRepresentable<UInt8>, CaseIterable, Sendable {
  var field: Field { get }
}
