import DSLFrontend
import Diagnostics
import Model
import ModelSamples
import Testing

/// Every field of every kind, from its declaration: a legal value is kept at its exact place, an illegal
/// one is reported there, a misspelt name is suggested.
@Suite struct FieldTests {
  /// Faults of decoding; that references point at nothing is no matter here.
  static let elsewhere: Set = ["reference-unknown", "name-duplicate"]

  @Test(arguments: ObjectKind.allCases) func aLegalValueIsKeptAtItsPlace(_ kind: ObjectKind) throws
  {
    for (number, field) in kind.fields.enumerated() {
      let sample = try Marked(kind, field, FieldSamples.legal(field.shape))
      let loaded = Frontend.load([sample.file])
      let findings = loaded.diagnostics.filter { !Self.elsewhere.contains($0.code) }
        .map { shown($0, [sample.file]) }
      #expect(findings == [], "\(kind).\(field.name) in\n\(sample.text)")
      let tree = loaded.model.tree
      let objects = tree.nodes.indices.filter {
        tree.nodes[$0].kind == kind && tree.nodes[$0].shape == .object && tree.nodes[$0].count > 0
      }
      let cells = objects.flatMap { Array(tree.cells(of: $0)) }
      let named = tree.nodes.indices.filter {
        tree.nodes[$0].kind == kind && tree.nodes[$0].shape == .map
      }.flatMap { Array(tree.cells(of: $0)) }
      let found = (cells.filter { $0.field == UInt8(number) } + named).contains {
        Int($0.start) == sample.start && Int($0.end) == sample.end
      }
      // The short form of a map's entry, which has no other, is the value of a cell of its owner.
      #expect(
        found, "\(kind).\(field.name) is not at \(sample.start)-\(sample.end) of\n\(sample.text)")
      let set = Set(cells.map { Int($0.field) }).subtracting([number]).map { kind.fields[$0] }
      #expect(
        set.allSatisfy { $0.required || $0.name == "type" },
        "\(kind).\(field.name) also sets \(set.map(\.name))")
      if case .scalar = field.shape, !objects.isEmpty {
        let texts = cells.filter { $0.field == UInt8(number) }.compactMap(\.symbol).map(tree.string)
        let written = sample.value.trimming("\"")
        #expect(texts.isEmpty || texts == [written])
      }
    }
  }

  @Test(arguments: ObjectKind.allCases) func anIllegalValueIsReportedAtItsPlace(_ kind: ObjectKind)
    throws
  {
    for field in kind.fields {
      for value in FieldSamples.illegal(field.shape) {
        let sample = try Marked(kind, field, value)
        guard !sample.isKey || !"[{".contains(value.prefix(1)) else { continue }
        let loaded = Frontend.load([sample.file])
        let codes = loaded.diagnostics.filter { Int($0.span?.start ?? 0) == sample.start }
          .map(\.code)
        let wanted: Set = ["value-invalid", "value-form", "name-illegal", "type-unknown"]
        #expect(
          !wanted.isDisjoint(with: codes),
          "\(kind).\(field.name): \(value) gives \(loaded.diagnostics.map { shown($0, [sample.file]) })"
        )
        #expect(!loaded.diagnostics.contains { $0.code == "yaml-syntax" })
      }
    }
  }

  @Test(arguments: ObjectKind.allCases) func anEmptyValueIsMissing(_ kind: ObjectKind) throws {
    for field in kind.fields {
      let sample = try Marked(kind, field, "")
      if sample.isKey { continue }
      let codes = Frontend.load([sample.file]).diagnostics.map(\.code)
      #expect(codes.contains("value-missing"), "\(kind).\(field.name) in\n\(sample.text)")
    }
  }

  @Test(arguments: ObjectKind.allCases) func aMisspeltNameIsSuggested(_ kind: ObjectKind) throws {
    for field in kind.fields where field.name.utf8.count >= 4 {
      let wrong = field.name + "q"
      let sample = try Marked(kind, field, FieldSamples.legal(field.shape))
      guard let key = sample.keyStart else { continue }
      var bytes = sample.file.bytes
      bytes.replaceSubrange(key..<(key + field.name.utf8.count), with: Array(wrong.utf8))
      let file = SourceFile(path: "m.yaml", bytes: bytes)
      let found = Frontend.load([file]).diagnostics.filter { $0.code == "field-unknown" }
      let finding = try #require(found.first, "\(kind).\(wrong) in\n\(sample.text)")
      #expect(found.count == 1)
      #expect(finding.span == Span(file: FileID(0), start: key, end: key + wrong.utf8.count))
      #expect(finding.help == "did you mean `\(field.name)`?")
      // `datasetq` is one slip away from `dataset` and from `datasets`.
      let isPlain = !kind.fields.contains { $0.name == field.name + "s" }
      #expect(finding.fix?.text == (isPlain ? field.name : nil))
    }
  }

  @Test(arguments: ObjectKind.allCases.filter { $0.shortField != nil })
  func shortAndLongFormsAreEqual(_ kind: ObjectKind) throws {
    let path = try #require(FieldSamples.path(to: kind))
    let short = kind.fields[Int(try #require(kind.shortField))]
    let value = FieldSamples.legal(short.shape)
    let isKeyed = if case .map? = path.last?.field.shape { true } else { false }
    let others = kind.fields.enumerated().filter {
      $0.element.required && $0.element.name != short.name
        && !(isKeyed && UInt8($0.offset) == kind.nameField)
    }
    // Then the short form cannot stand for it.
    guard others.isEmpty else {
      Issue.record("\(kind) has a short form but needs \(others.map(\.element.name))")
      return
    }
    let forms = [
      value,
      isKeyed
        ? FieldSamples.entry(kind, [(short.name, value)])
        : FieldSamples.object(kind, [(short.name, value)]),
    ]
    let dumps = forms.map { form in
      let text = FieldSamples.document(around: form, at: path)
      let loaded = Frontend.load([SourceFile(path: "m.yaml", bytes: Array(text.utf8))])
      #expect(loaded.diagnostics.allSatisfy { Self.elsewhere.contains($0.code) }, "\(text)")
      return loaded.model.tree.text.count > 0 ? ModelDump.text(of: loaded.model) : ""
    }
    #expect(dumps[0] == dumps[1])
  }

  /// Decoding spends one bit of 64 a field.
  @Test func noKindHasMoreFieldsThanBits() {
    #expect(ObjectKind.allCases.allSatisfy { $0.fields.count < 64 })
  }
}

/// A document that sets one field of one kind, and the place of its value.
private struct Marked {
  let text: String
  let value: String
  let start: Int
  let end: Int
  /// Whether the field is written as the key of a map.
  let isKey: Bool
  /// Where the field's own name is written; nil where it is not.
  let keyStart: Int?

  var file: SourceFile { SourceFile(path: "m.yaml", bytes: Array(text.utf8)) }

  init(_ kind: ObjectKind, _ field: Field, _ value: String) throws {
    self.value = value
    let path = try #require(FieldSamples.path(to: kind), "nothing leads to a \(kind)")
    let mark = "<MARK>"
    let number = kind.fields.firstIndex(of: field)!
    let inMap = if case .map? = path.last?.field.shape { true } else { false }
    isKey = inMap && UInt8(number) == kind.nameField
    var marked: String
    if isKey {
      marked = FieldSamples.document(around: FieldSamples.entry(kind), at: path, named: mark)
    } else if path.isEmpty {
      marked = FieldSamples.document(kind, [(field.name, mark)])
    } else if inMap {
      marked = FieldSamples.document(
        around: FieldSamples.entry(kind, [(field.name, mark)]), at: path)
    } else {
      marked = FieldSamples.document(
        around: FieldSamples.object(kind, [(field.name, mark)]), at: path)
    }
    let at = try #require(marked.firstRange(of: mark), "\(marked)")
    start = marked[..<at.lowerBound].utf8.count
    end = start + value.utf8.count
    let key = field.name + ": " + mark
    keyStart = marked.firstRange(of: key).map { marked[..<$0.lowerBound].utf8.count }
    text = marked.replacing(mark, with: value)
  }
}

extension String {
  fileprivate func trimming(_ character: Character) -> String {
    first == character && last == character && count > 1 ? String(dropFirst().dropLast()) : self
  }
}
