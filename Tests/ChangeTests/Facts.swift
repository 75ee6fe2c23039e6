import Change
import Model

/// What a model says, as a flat list made from the trees that its text was made from: the other way to the
/// same meaning, which knows nothing of cells.
struct Facts: Equatable {
  struct Thing: Equatable {
    /// The things that it is inside of.
    var above: Set<String>
    var fields: [String: String] = [:]
  }

  /// By kind and path.
  var things: [String: Thing] = [:]
  /// Of ordered maps, by the thing and the field: the names in their order.
  var orders: [String: [String]] = [:]

  static func == (a: Facts, b: Facts) -> Bool { a.things == b.things }

  init(_ model: RandomModel) {
    for document in model.documents {
      guard case .object(let kind, let pairs) = document else { continue }
      func text(_ name: String) -> String { Self.text(pairs, name) }
      switch kind {
      case .ecosystem: add(kind, pairs, "ecosystem", "", [])
      case .team:
        let path = text("zone") + "/" + text("name")
        add(kind, pairs, path, path, [])
      case .assignments, .suppressions, .waivers: add(kind, pairs, "", "", [])
      default: add(kind, pairs, text("name"), text("team"), [])
      }
    }
  }

  static func key(_ kind: ObjectKind, _ path: String) -> String { "\(kind) \(path)" }

  static func identity(_ kind: ObjectKind, _ pairs: [Tree.Pair]) -> String {
    kind.fields.filter(\.identifies).map { text(pairs, $0.name) }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func text(_ pairs: [Tree.Pair], _ name: String) -> String {
    guard case .text(let text)? = pairs.first(where: { $0.key == name })?.value else { return "" }
    return text.filter { $0 != "\"" }
  }

  private mutating func add(
    _ kind: ObjectKind, _ pairs: [Tree.Pair], _ path: String, _ team: String, _ above: Set<String>
  ) {
    let key = Self.key(kind, path)
    let isNameless = path.isEmpty
    var thing = Thing(above: above)
    let within = isNameless ? [] : above.union([key])
    fields(kind, pairs, "", key, path, team, within, &thing)
    if !isNameless { things[key] = thing }
  }

  private mutating func fields(
    _ kind: ObjectKind, _ pairs: [Tree.Pair], _ prefix: String, _ key: String, _ path: String,
    _ team: String, _ within: Set<String>, _ thing: inout Thing
  ) {
    if kind == .column { columns(pairs, &thing) }
    for (number, field) in kind.fields.enumerated() {
      if UInt8(number) == kind.nameField && kind != .ecosystem || field.identifies { continue }
      if kind == .column, ["type", "nullable", "key"].contains(field.name) { continue }
      guard let value = pairs.first(where: { $0.key == field.name })?.value else { continue }
      let name = prefix + field.name
      switch value {
      case .text(let text): set(name, [text], field, kind, team, &thing)
      case .object(let inner, let pairs):
        fields(inner, pairs, name + ".", key, path, team, within, &thing)
      case .list(let items):
        if field.emptyCounts { thing.fields[name] = "there" }
        if case .objects = field.shape {
          for case .object(let kind, let pairs) in items {
            let at = Self.path(kind, Self.identity(kind, pairs), path, key, name)
            add(kind, pairs, at, team, within)
          }
        } else {
          let texts = items.map { item -> String in
            if case .text(let text) = item { text } else { "" }
          }
          set(name, texts, field, kind, team, &thing)
        }
      case .map(let kind, let entries):
        if field.emptyCounts { thing.fields[name] = "there" }
        if field.isOrdered { orders[key + " " + name] = entries.map(\.key) }
        for entry in entries {
          guard case .object(_, let pairs) = entry.value else { continue }
          add(kind, pairs, Self.path(kind, entry.key, path, key, name), team, within)
        }
      }
    }
  }

  private static func path(
    _ kind: ObjectKind, _ name: String, _ holder: String, _ key: String, _ field: String
  ) -> String {
    switch kind {
    case .zoneDeclaration, .vendor, .waiver, .assignedGroup: name
    case .teamDeclaration: holder + "/" + name
    case .location: holder + (key.hasPrefix("vendor") ? ":" : "/") + name
    case .dataset, .column, .group, .credential, .container: holder + "." + name
    default:
      (holder.isEmpty || key.hasPrefix("ecosystem") ? "" : holder + ".") + "\(field)[\(name)]"
    }
  }

  // MARK: values

  private func set(
    _ name: String, _ texts: [String], _ field: Field, _ kind: ObjectKind, _ team: String,
    _ thing: inout Thing
  ) {
    let texts = texts.map { text -> String in
      let text = text.filter { $0 != "\"" }
      switch field.shape {
      case .scalar(.duration):
        return ["60m": "1h", "3600s": "1h", "24h": "1d"][text] ?? text
      case .scalar(.size): return text.hasSuffix("i") ? text : text + "i"
      case .scalar(.reference(.container)), .scalar(.reference(.credential)):
        return team.isEmpty ? text : team + "." + text
      case .scalar(.text) where kind == .workspace && name == "container":
        return team + "." + text
      default: return text
      }
    }
    thing.fields[name] = Self.meaning(texts, field)
  }

  /// nil where it is what would hold anyway.
  private static func meaning(_ texts: [String], _ field: Field) -> String? {
    let text = (field.isOrdered ? texts : texts.sorted()).joined(separator: "|")
    return text == field.defaultValue ? nil : text
  }

  private func columns(_ pairs: [Tree.Pair], _ thing: inout Thing) {
    let written = Self.text(pairs, "type").lowercased()
    let isKey = written.hasSuffix("primary key") || Self.text(pairs, "key") == "true"
    let isBare = written.hasSuffix("not null") || Self.text(pairs, "nullable") == "false"
    thing.fields["type"] = written.replacing(" not null", with: "").replacing(
      " primary key", with: "")
    if isKey { thing.fields["key"] = "true" }
    if isKey || isBare { thing.fields["nullable"] = "false" }
  }

  // MARK: applying

  /// Does to this what a difference says; what is new is taken from `head`.
  mutating func apply(_ change: ObjectChange, from head: Facts) {
    let key = Self.key(change.kind, change.path)
    func isInside(_ name: String, _ thing: Thing, _ key: String) -> Bool {
      name == key || thing.above.contains(key)
    }
    switch change.sort {
    case .removed: things = things.filter { !isInside($0.key, $0.value, key) }
    case .added:
      for (name, thing) in head.things where isInside(name, thing, key) { things[name] = thing }
    case .renamed, .changed:
      if let was = change.basePath { rename(change.kind, was, change.path, head) }
      for field in change.fields { apply(field, to: key) }
    }
  }

  private mutating func rename(_ kind: ObjectKind, _ was: String, _ path: String, _ head: Facts) {
    let (old, new) = (Self.key(kind, was), Self.key(kind, path))
    func moved(_ name: String) -> String {
      if name == old { return new }
      let parts = name.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[1].hasPrefix(was + ".") else { return name }
      return parts[0] + " " + path + parts[1].dropFirst(was.count)
    }
    for (name, thing) in things where name == old || thing.above.contains(old) {
      things[name] = nil
      things[moved(name)] = Thing(above: Set(thing.above.map(moved)), fields: thing.fields)
    }
    things[new]?.fields["was"] = head.things[new]?.fields["was"]
  }

  private mutating func apply(_ change: FieldChange, to key: String) {
    let field = change.field
    if field.shape.itemKind != nil {
      if field.emptyCounts { things[key]?.fields[change.path] = change.head == nil ? nil : "there" }
      return
    }
    things[key]?.fields[change.path] = change.head.flatMap { Self.meaning($0.texts, field) }
  }
}
