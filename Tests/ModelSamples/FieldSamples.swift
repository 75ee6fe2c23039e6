public import Model

/// Legal and illegal values for every field, made from the declarations alone.
public enum FieldSamples {
  public static func legal(_ scalar: Scalar) -> String {
    switch scalar {
    case .text: "some words"
    case .identifier, .physicalName: "abc_1"
    case .label: "abc-1"
    case .boolean: "true"
    case .integer(let range): "\(range.lowerBound)"
    case .duration: "5m"
    case .size: "10Gi"
    case .cron: "\"*/5 * * * *\""
    case .date: "2026-12-31"
    case .word(let words): words[words.count - 1]
    case .reference(let target): "some-\(target)"
    case .repository: "acme/model@main"
    case .url: "\"https://host/path\""
    case .hostPort: "\"host:9092\""
    case .pattern: "\"crm.clicks*\""
    case .columnType, .columnDefinition: "bigint"
    }
  }

  /// Another legal value; nil where there is only one.
  public static func other(_ scalar: Scalar) -> String? {
    switch scalar {
    case .text: "other words"
    case .identifier, .physicalName: "abc_2"
    case .label: "abc-2"
    case .boolean: "false"
    case .integer(let range): "\(range.lowerBound + 1)"
    case .duration: "7m"
    case .size: "11Gi"
    case .cron: "\"0 1 * * *\""
    case .date: "2027-01-31"
    case .word(let words): words.count > 1 ? words[0] : nil
    case .reference(let target): "other-\(target)"
    case .repository: "acme/model@other"
    case .url: "\"https://host/other\""
    case .hostPort: "\"host:9093\""
    case .pattern: "\"crm.other*\""
    case .columnType, .columnDefinition: "varchar(7)"
    }
  }

  /// Text that a field of this type must refuse; nil where every text is accepted here.
  public static func illegal(_ scalar: Scalar) -> [String] {
    switch scalar {
    case .text, .cron, .pattern, .physicalName: []
    case .identifier: ["1abc", "a-b", "a.b", "\"\"", String(repeating: "a", count: 129), "größe"]
    case .label: ["-abc", "a.b", "\"a b\"", String(repeating: "a", count: 64)]
    case .boolean: ["\"true\"", "True", "yes", "on", "1", "0"]
    case .integer(let range):
      ["\"\(range.lowerBound)\"", "x", "0x10", "1e3", "01", "-1", "1.0", "+1"]
        + (range.lowerBound > 0 ? ["\(range.lowerBound - 1)"] : [])
        + (range.upperBound < Int.max ? ["\(range.upperBound + 1)"] : ["9223372036854775808"])
    case .duration: ["5", "5w", "0d", "\"5 d\""]
    case .size: ["5", "5Xi", "0Gi", "1.5Gi"]
    case .date: ["2026-02-30", "2026-1-1", "tomorrow"]
    case .word(let words): [words[0] + words[0], "\"\"", words[0].uppercased() + "x"]
    case .reference: ["\"\""]
    case .repository: ["acme/model", "model@main", "acme/model@"]
    case .url: ["host", "\"ftp://host\"", "\"https://\""]
    case .hostPort: ["host", "\"host:0\"", "\"host:65536\""]
    case .columnType, .columnDefinition: ["bigin", "decimal", "bigint unsigned", "\"\""]
    }
  }

  public static func legal(_ shape: Shape) -> String {
    switch shape {
    case .scalar(let scalar): legal(scalar)
    case .scalars(let scalar, _): "[\(legal(scalar))]"
    case .object(let kind): object(kind)
    case .objects(let kind): "[\(object(kind))]"
    case .map(let kind, let bare):
      bare ? "[\(key(of: kind))]" : "{ \(key(of: kind)): \(entry(kind)) }"
    }
  }

  public static func illegal(_ shape: Shape) -> [String] {
    switch shape {
    case .scalar(let scalar): illegal(scalar) + ["[a, b]", "{ a: b }", "[]"]
    case .scalars(let scalar, let lone):
      ["{ a: b }"] + (lone ? illegal(scalar) : [legal(scalar)])
    case .object(let kind): kind.shortField == nil ? ["text", "[a]"] : ["[a]"]
    case .objects: ["text", "{ a: b }"]
    case .map(_, let bare): ["text"] + (bare ? [] : ["[a]"])
    }
  }

  /// The name of an object in a map.
  public static func key(of kind: ObjectKind) -> String {
    guard let name = kind.nameField, case .scalar(let scalar) = kind.fields[Int(name)].shape else {
      return "key"
    }
    return legal(scalar)
  }

  /// The value of an object in a map: its long form where it has one.
  public static func entry(_ kind: ObjectKind, _ fields: [(name: String, value: String)] = [])
    -> String
  {
    if let short = kind.shortField, case .map = kind.fields[Int(short)].shape {
      let name = kind.fields[Int(short)].name
      return fields.first { $0.name == name }?.value ?? legal(kind.fields[Int(short)].shape)
    }
    return object(kind, fields, keyed: true)
  }

  /// The long form of an object with its required fields and the given ones.
  public static func object(
    _ kind: ObjectKind, _ given: [(name: String, value: String)] = [], keyed: Bool = false
  ) -> String {
    let all = required(kind, given, keyed: keyed) + given
    return "{ " + all.map { "\($0.name): \($0.value)" }.joined(separator: ", ") + " }"
  }

  public static func document(_ kind: ObjectKind, _ given: [(name: String, value: String)])
    -> String
  {
    "kind: \(kind.documentName!)\n"
      + (required(kind, given, keyed: false) + given).map { "\($0.name): \($0.value)\n" }.joined()
  }

  /// The required fields that are not given, and the type that a given field belongs to.
  private static func required(
    _ kind: ObjectKind, _ given: [(name: String, value: String)], keyed: Bool
  ) -> [(name: String, value: String)] {
    let belonging = kind.fields.first { field in
      !field.onlyFor.isEmpty && given.contains { $0.name == field.name }
    }
    return kind.fields.enumerated().compactMap { number, field in
      if given.contains(where: { $0.name == field.name }) { return nil }
      if keyed, UInt8(number) == kind.nameField { return nil }
      if field.name == "type", let belonging { return ("type", belonging.onlyFor[0]) }
      return field.required ? (field.name, legal(field.shape)) : nil
    }
  }

  /// The way from a document to an object: at each step, the field that leads on.
  public static func path(to kind: ObjectKind) -> [(kind: ObjectKind, field: Field)]? {
    var ways: [(end: ObjectKind, steps: [(kind: ObjectKind, field: Field)])] =
      ObjectKind.documents.map { ($0, []) }
    var at = 0
    while at < ways.count {
      let way = ways[at]
      at += 1
      if way.end == kind { return way.steps }
      for field in way.end.fields {
        guard let next = field.shape.itemKind, !ways.contains(where: { $0.end == next }) else {
          continue
        }
        ways.append((next, way.steps + [(way.end, field)]))
      }
    }
    return nil
  }

  /// A document with an object of `kind`: `inside` stands in its place, under `name`
  /// if that is the key of a map.
  public static func document(
    around inside: String, at path: [(kind: ObjectKind, field: Field)], named name: String? = nil
  ) -> String {
    var value = inside
    for (number, step) in path.enumerated().reversed() {
      switch step.field.shape {
      case .objects: value = "[\(value)]"
      case .map(let kind, _):
        let key = number == path.count - 1 ? name ?? key(of: kind) : key(of: kind)
        value = "{ \(key): \(value) }"
      default: break
      }
      if number == 0 { return document(step.kind, [(step.field.name, value)]) }
      let isKeyed = if case .map = path[number - 1].field.shape { true } else { false }
      value =
        isKeyed
        ? entry(step.kind, [(step.field.name, value)])
        : object(step.kind, [(step.field.name, value)])
    }
    return value
  }
}
