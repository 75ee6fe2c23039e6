public import Diagnostics
public import Model

/// What differs in meaning between two models. How they are spread over files, the order of what has
/// none, long and short forms, and defaults written out or left out are no difference.
public struct ModelDifference: Sendable {
  /// nil: there was none; then all of the head is new.
  public let base: Model?
  public let head: Model
  /// By kind of document, then by name; what is inside an object follows it.
  public let objects: [ObjectChange]

  /// - Parameter policyRules: the codes of the rules that a zone decides about: their suppressions are
  ///   the zone's.
  public init(base: Model?, head: Model, policyRules: Set<String> = []) {
    self.base = base
    self.head = head
    var comparison = Comparison(base: base, head: head, policyRules: policyRules)
    comparison.run()
    objects = comparison.changes
  }

  public var isEmpty: Bool { objects.isEmpty }
}

/// An object that differs. What a new or a removed object holds goes with it and is not listed again.
public struct ObjectChange: Sendable {
  public enum Sort: String, Sendable {
    case added, removed, changed
    /// Another name, followed by `was`; its fields may have changed besides.
    case renamed
  }

  public let sort: Sort
  public let kind: ObjectKind
  /// As references write it: `crm.orders.total`, `reporting.live`, `USA/sales.crm_events`; where nothing
  /// refers to such an object, with the field that holds it: `reporting.live.reads[crm.orders]`. Of a
  /// renamed one the new path.
  public let path: String
  /// Its path in the base, where that is another.
  public let basePath: String?
  public let base: Object?
  public let head: Object?
  /// Of a changed or renamed one.
  public let fields: [FieldChange]
  /// Who owns it; nil where it is not there, or its owner is not.
  public let baseOwner: Owner?
  public let headOwner: Owner?
  /// Of an added one, the path of the one removed object beside it that has the same content; and the
  /// other way round. A rename without `was` looks like this.
  public internal(set) var twin: String?

  /// Who may make this change: the owner in the base, and of what is new the owner in the head.
  public var owner: Owner? { base == nil ? headOwner : baseOwner }
}

/// A field that differs.
public struct FieldChange: Sendable {
  /// From the listed object on: `ingestion.staging.keep`.
  public let path: String
  /// The kind of the object that has the field.
  public let kind: ObjectKind
  public let number: UInt8
  /// nil where it is left out.
  public let base: FieldValue?
  public let head: FieldValue?

  public var field: Field { kind.fields[Int(number)] }

  /// Whether it is this field: `change.isField(.ingestion, IngestionField.schedule)`.
  public func isField(_ kind: ObjectKind, _ field: some FieldSet) -> Bool {
    self.kind == kind && number == field.rawValue
  }
}

/// What a field says, in the one spelling that equal values have.
public struct FieldValue: Sendable {
  /// Of a list its items, in the order in which they were written.
  public let texts: [String]
  public let isList: Bool
  public let span: Span

  public var text: String {
    isList ? "[" + texts.joined(separator: ", ") + "]" : texts.joined()
  }
}
