import Change
import Diagnostics
import Model
import ModelSamples
import Testing

/// Every field of every kind, from its declaration: where it says something else, exactly that is reported,
/// with the owner of the document it stands in.
@Suite struct MutationTests {
  /// A `Datasets` document is no object: what it holds is its store's.
  static let kinds = ObjectKind.allCases.filter { $0 != .datasets }

  @Test(arguments: kinds) func everyFieldIsSeen(_ kind: ObjectKind) throws {
    let path = try #require(FieldSamples.path(to: kind))
    for (index, field) in kind.fields.enumerated() {
      for (old, new) in Self.pairs(kind, field) {
        let sample = Sample(kind: kind, field: field, path: path)
        let (base, head) = (sample.text(old), sample.text(new))
        let found = difference(base, head)
        let note: Comment = "\(kind).\(field.name)\n\(base)\n\(head)\n\(found.lines)"
        for change in found.objects {
          #expect(change.owner == sample.owner(change.sort == .added ? new : old), note)
        }
        if sample.means(old) == sample.means(new) {
          #expect(found.isEmpty, note)
        } else if sample.isIdentity {
          #expect(Set(found.objects.map(\.sort)) == [.removed, .added], note)
          #expect(found.objects.allSatisfy { $0.kind == kind }, note)
        } else if let item = sample.itemKind {
          try expectItem(item, found, old, new, field, note)
        } else {
          let change = try #require(found.objects.first, note)
          #expect(found.objects.count == 1 && change.sort == .changed, note)
          let extra = kind == .column && field.name == "key" ? ["nullable"] : []
          #expect(change.fields.map(\.field.name).sorted() == (extra + [field.name]).sorted(), note)
          let seen = try #require(change.fields.first { $0.number == UInt8(index) }, note)
          #expect(seen.kind == kind, note)
          #expect((seen.base == nil) == (old == nil) && (seen.head == nil) == (new == nil), note)
          for (value, text, side) in [(old, base, seen.base), (new, head, seen.head)] {
            guard let value, let side else { continue }
            let place = Array(text.utf8)[Int(side.span.start)..<Int(side.span.end)]
            #expect(String(decoding: place, as: UTF8.self) == value, note)
          }
        }
      }
    }
  }

  private func expectItem(
    _ item: ObjectKind, _ found: ModelDifference, _ old: String?, _ new: String?, _ field: Field,
    _ note: Comment
  ) throws {
    let counts = found.objects.filter { $0.kind == item && $0.fields.isEmpty }
    let own = found.objects.filter { !$0.fields.isEmpty }
    #expect(counts.count == 1 && counts[0].sort == (old == nil ? .added : .removed), note)
    let seen = own.flatMap(\.fields).map(\.field.name)
    #expect(seen == (field.emptyCounts ? [field.name] : []), note)
  }

  /// Values of a field before and after; nil: it is left out.
  static func pairs(_ kind: ObjectKind, _ field: Field) -> [(String?, String?)] {
    var pairs: [(String?, String?)] = []
    switch field.shape {
    case .scalar(let scalar):
      let one = FieldSamples.legal(scalar)
      if let two = FieldSamples.other(scalar) { pairs += [(one, two), (two, one)] }
      if !field.required {
        pairs += [(one, nil), (nil, one)]
        if let two = FieldSamples.other(scalar) { pairs += [(two, nil)] }
        if let value = field.defaultValue {
          pairs += [("\"\(value)\"", nil)].filter { _ in one.first == "\"" }
        }
      }
    case .scalars(let scalar, let lone):
      let one = FieldSamples.legal(scalar)
      guard let two = FieldSamples.other(scalar) else { break }
      pairs += [("[\(one)]", "[\(two)]"), ("[\(one), \(two)]", "[\(two), \(one)]")]
      pairs += [("[\(one)]", "[\(one), \(two)]"), ("[\(one)]", "[]")]
      if lone { pairs += [(one, "[\(one)]")] }
      if !field.required { pairs += [(nil, "[\(two)]"), ("[\(two)]", nil), (nil, "[]")] }
    case .object: break
    case .objects, .map:
      if !field.required {
        let one = FieldSamples.legal(field.shape)
        pairs += [(one, nil), (nil, one)]
      }
    }
    return pairs
  }
}

/// A document that sets one field of one kind.
struct Sample {
  let kind: ObjectKind
  let field: Field
  let path: [(kind: ObjectKind, field: Field)]

  private var isInMap: Bool { if case .map? = path.last?.field.shape { true } else { false } }
  private var isName: Bool { kind.nameField.map { kind.fields[Int($0)] == field } ?? false }

  /// Whether an object with another value is another object.
  var isIdentity: Bool {
    if isName { return kind != .ecosystem }
    if kind == .team && field.name == "zone" { return true }
    // A document's fields are not those of an item.
    return field.identifies
  }

  var itemKind: ObjectKind? {
    switch field.shape {
    case .objects(let kind), .map(let kind, _): kind
    case .scalar, .scalars, .object: nil
    }
  }

  func text(_ value: String?) -> String {
    if isName, isInMap {
      return FieldSamples.document(
        around: FieldSamples.entry(kind), at: path, named: value)
    }
    var given = value.map { [(name: field.name, value: $0)] } ?? []
    if value == nil, let type = field.onlyFor.first { given.append(("type", type)) }
    if path.isEmpty { return FieldSamples.document(kind, given) }
    if value == nil, kind == .location {
      return FieldSamples.document(around: "{ }", at: path)
    }
    let inside = isInMap ? FieldSamples.entry(kind, given) : FieldSamples.object(kind, given)
    return FieldSamples.document(around: inside, at: path)
  }

  /// One spelling for what a value means; nil means nothing.
  func means(_ value: String?) -> [String]? {
    guard let value else { return field.defaultValue.map { [$0] } }
    if itemKind != nil { return [value] }
    let plain = value.filter { $0 != "\"" && $0 != "[" && $0 != "]" }
    let items = plain.split(separator: ",").map { String($0.drop { $0 == " " }) }
    return field.isOrdered ? items : items.sorted()
  }

  /// By the document that it stands in, and what that says of itself.
  func owner(_ value: String?) -> Owner {
    func text(_ name: String, else other: String) -> String {
      path.isEmpty && field.name == name ? value ?? other : other
    }
    switch path.first?.kind ?? kind {
    case .zone: return .zone(text("name", else: "abc-1"))
    case .team:
      return .team(text("zone", else: "some-zone") + "/" + text("name", else: "abc-1"))
    case .datastore, .workspace: return .team(text("team", else: "some-team"))
    default: return .ecosystem
    }
  }
}
