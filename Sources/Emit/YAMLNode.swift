public import Diagnostics

/// A YAML value to be written: a closed set of shapes, so that no text can become structure.
///
/// Literals make the usual shapes short: `["name": "x", "ports": [["port": 5432]]]`.
/// `"x"` is always a string, whatever it looks like; only `5432` and `true` are not.
public indirect enum YAMLNode: Sendable {
  /// `name`, `"yes"`, `"a: b"`: quoted wherever a reader could take it for something else.
  case text(String)
  /// `|` and the lines as they are, for scripts; falls back to a quoted string where a literal
  /// can't hold a character.
  case block(String)
  /// `42`
  case integer(Int)
  /// `true`
  case boolean(Bool)
  /// `- a` lines; `[]` when empty.
  case sequence([YAMLNode])
  /// `key: value` lines in the order given; `{}` when empty.
  case mapping([YAMLEntry])
  /// The node, whose lines come from this place of the model.
  case marked(Span?, YAMLNode)

  /// Entries that are there only under a condition are given as nil.
  public static func entries(_ entries: [YAMLEntry?]) -> YAMLNode {
    .mapping(entries.compactMap { $0 })
  }

  /// This mapping with more entries at its end. A node that is no mapping stays as it is.
  public func adding(_ more: [YAMLEntry]) -> YAMLNode {
    switch self {
    case .mapping(let entries): .mapping(entries + more)
    case .marked(let span, let node): .marked(span, node.adding(more))
    default: self
    }
  }
}

/// One `key: value`, with a remark of dsgen's own above it where the value needs a reason.
public struct YAMLEntry: Sendable {
  public let key: String
  public let value: YAMLNode
  /// A constant: nothing from a model ever gets into a comment.
  public let remark: StaticString?

  public init(_ key: String, _ value: YAMLNode, remark: StaticString? = nil) {
    self.key = key
    self.value = value
    self.remark = remark
  }
}

extension YAMLNode: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

extension YAMLNode: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }
}

extension YAMLNode: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension YAMLNode: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: YAMLNode...) { self = .sequence(elements) }
}

extension YAMLNode: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, YAMLNode)...) {
    self = .mapping(elements.map { YAMLEntry($0.0, $0.1) })
  }
}
