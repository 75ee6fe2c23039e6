import Model
import ModelSamples

/// A value of a model as a tree that can be edited, before it is text.
indirect enum Tree: Equatable {
  case text(String)
  case list([Tree])
  /// The fields of an object.
  case object(ObjectKind, [Pair])
  /// Names, and the objects that they stand for.
  case map(ObjectKind, [Pair])

  struct Pair: Equatable {
    var key: String
    var value: Tree
  }

  var yaml: String {
    switch self {
    case .text(let text): text
    case .list(let items): "[" + items.map(\.yaml).joined(separator: ", ") + "]"
    case .object(_, let pairs), .map(_, let pairs):
      "{ " + pairs.map { "\($0.key): \($0.value.yaml)" }.joined(separator: ", ") + " }"
    }
  }
}

/// Models made at random from the declarations of the fields alone. They need not make sense, only be
/// readable: names lead nowhere.
struct RandomModel {
  /// Documents by name; a name may stand for several parts of the model.
  var documents: [Tree]

  private static let kinds: [ObjectKind] = [
    .ecosystem, .zone, .team, .datastore, .workspace, .platform, .assignments, .suppressions,
    .waivers,
  ]

  init(using random: inout SplitMix) {
    documents = Self.kinds.map { Self.unique(Self.document($0, &random)) }
  }

  /// Documents in files, the same model however they lie.
  func files(using random: inout SplitMix) -> [String] {
    var files: [String] = []
    for document in documents {
      guard case .object(let kind, let pairs) = document else { continue }
      var text = "---\nkind: \(kind.documentName!)\n"
      for pair in Self.loose(pairs, kind, &random) { text += "\(pair.key): \(pair.value.yaml)\n" }
      if random.below(2) == 0, !files.isEmpty {
        files[random.below(files.count)] += text
      } else {
        files.append(text)
      }
    }
    return files
  }

  /// The same, written in another order where order has no meaning, and short where it can be.
  private static func loose(
    _ pairs: [Tree.Pair], _ kind: ObjectKind, _ random: inout SplitMix
  ) -> [Tree.Pair] {
    var shuffled = pairs
    shuffled.shuffle(using: &random)
    return shuffled.map { pair in
      let field = kind.fields.first { $0.name == pair.key }!
      return Tree.Pair(key: pair.key, value: loose(pair.value, field, &random))
    }
  }

  private static func loose(_ tree: Tree, _ field: Field, _ random: inout SplitMix) -> Tree {
    switch tree {
    case .text: return tree
    case .list(let items):
      var items = items.map { item -> Tree in
        guard case .object(let kind, let pairs) = item else { return item }
        return short(.object(kind, loose(pairs, kind, &random)), keyed: false, &random)
      }
      if !field.isOrdered { items.shuffle(using: &random) }
      if items.count == 1, case .scalars(_, lone: true) = field.shape, random.below(2) == 0 {
        return items[0]
      }
      return .list(items)
    case .object(let kind, let pairs):
      return short(.object(kind, loose(pairs, kind, &random)), keyed: false, &random)
    case .map(let kind, let pairs):
      var entries = pairs.map { entry -> Tree.Pair in
        guard case .object(_, let inner) = entry.value else { return entry }
        let value = Tree.object(kind, loose(inner, kind, &random))
        return Tree.Pair(key: entry.key, value: short(value, keyed: true, &random))
      }
      if !field.isOrdered { entries.shuffle(using: &random) }
      return .map(kind, entries)
    }
  }

  /// The short form of an object that has nothing but its one field.
  private static func short(
    _ tree: Tree, keyed: Bool, _ random: inout SplitMix
  ) -> Tree {
    guard case .object(let kind, let pairs) = tree, let short = kind.shortField else { return tree }
    let field = kind.fields[Int(short)]
    if keyed, case .map = field.shape {
      return pairs.first { $0.key == field.name }?.value ?? .map(kind, [])
    }
    guard pairs.count == 1, pairs[0].key == field.name, random.below(2) == 0 else { return tree }
    return pairs[0].value
  }

  // MARK: making

  private static func document(_ kind: ObjectKind, _ random: inout SplitMix) -> Tree {
    object(kind, keyed: false, depth: 0, &random)
  }

  private static func object(
    _ kind: ObjectKind, keyed: Bool, depth: Int, _ random: inout SplitMix
  ) -> Tree {
    let type = kind.fields.first { $0.name == "type" }.flatMap { field -> String? in
      guard case .scalar(.word(let words)) = field.shape else { return nil }
      return words[random.below(words.count)]
    }
    var pairs: [Tree.Pair] = []
    for (number, field) in kind.fields.enumerated() {
      if keyed, UInt8(number) == kind.nameField { continue }
      if !field.onlyFor.isEmpty, !field.onlyFor.contains(type ?? "") { continue }
      let isWanted = field.required || random.below(depth < 2 ? 3 : 4) != 0
      guard isWanted, depth < 6 || field.required else { continue }
      if field.name == "type", let type {
        pairs.append(Tree.Pair(key: "type", value: .text(type)))
      } else {
        let made = value(field.shape, depth: depth + 1, &random)
        pairs.append(Tree.Pair(key: field.name, value: made))
      }
    }
    return .object(kind, pairs)
  }

  private static func value(_ shape: Shape, depth: Int, _ random: inout SplitMix) -> Tree {
    switch shape {
    case .scalar(let scalar): return .text(text(scalar, &random))
    case .scalars(let scalar, _):
      var texts: [String] = []
      for _ in 0..<random.below(4) {
        let next = text(scalar, &random)
        if !texts.contains(next) { texts.append(next) }
      }
      return .list(texts.map { .text($0) })
    case .object(let kind): return object(kind, keyed: false, depth: depth, &random)
    case .objects(let kind):
      return .list(
        (0..<random.below(4)).map { _ in object(kind, keyed: false, depth: depth, &random) })
    case .map(let kind, _):
      if depth > 7 { return .map(kind, []) }
      var pairs: [Tree.Pair] = []
      for _ in 0..<random.below(5) {
        let key = name(kind, &random)
        if pairs.contains(where: { $0.key == key }) { continue }
        pairs.append(
          Tree.Pair(key: key, value: object(kind, keyed: true, depth: depth, &random)))
      }
      return .map(kind, pairs)
    }
  }

  private static func name(_ kind: ObjectKind, _ random: inout SplitMix) -> String {
    guard let name = kind.nameField, case .scalar(let scalar) = kind.fields[Int(name)].shape else {
      return "key"
    }
    return text(scalar, &random)
  }

  /// One of a few values, so that equal ones are common.
  private static func text(_ scalar: Scalar, _ random: inout SplitMix) -> String {
    let number = random.below(6)
    switch scalar {
    case .text: return "words \(number)"
    case .identifier, .physicalName: return "name_\(number)"
    case .label: return "label-\(number)"
    case .boolean: return number < 3 ? "true" : "false"
    case .integer(let range): return "\(min(range.upperBound, range.lowerBound + number))"
    case .duration: return ["60m", "1h", "3600s", "1d", "24h", "7d"][number]
    case .size: return ["1Gi", "1G", "2Gi", "3Mi", "3M", "4Ti"][number]
    case .reference(let target): return "a-\(target)-\(number)"
    case .word(let words): return words[number % words.count]
    case .columnType, .columnDefinition:
      return [
        "bigint", "BIGINT", "bigint not null", "integer", "\"varchar(10)\"", "bigint primary key",
      ][number]
    case .cron, .date, .repository, .url, .hostPort, .pattern:
      return number < 3 ? FieldSamples.legal(scalar) : FieldSamples.other(scalar)!
    }
  }

  // MARK: editing

  /// Changes something somewhere: a document is gone, made anew, or changed inside.
  mutating func edit(using random: inout SplitMix) {
    let at = random.below(documents.count)
    guard case .object(let kind, _) = documents[at] else { return }
    documents[at] = Self.unique(
      Self.edited(documents[at], kind, keyed: false, depth: 0, &random))
  }

  /// Without the later of two items of a list that nothing tells apart.
  private static func unique(_ tree: Tree) -> Tree {
    switch tree {
    case .text: return tree
    case .object(let kind, let pairs):
      return .object(kind, pairs.map { Tree.Pair(key: $0.key, value: unique($0.value)) })
    case .map(let kind, let pairs):
      return .map(kind, pairs.map { Tree.Pair(key: $0.key, value: unique($0.value)) })
    case .list(let items):
      var seen: Set<String> = []
      return .list(
        items.map(unique).filter { item in
          guard case .object(let kind, let pairs) = item else { return true }
          return seen.insert(Facts.identity(kind, pairs)).inserted
        })
    }
  }

  private static func edited(
    _ tree: Tree, _ kind: ObjectKind, keyed: Bool, depth: Int, _ random: inout SplitMix
  ) -> Tree {
    guard case .object(_, var pairs) = tree, !pairs.isEmpty, random.below(8) != 0 else {
      return object(kind, keyed: keyed, depth: depth, &random)
    }
    let at = random.below(pairs.count)
    let field = kind.fields.first { $0.name == pairs[at].key }!
    if field.name == "type" { return tree }
    switch (pairs[at].value, field.shape) {
    case (.map(let kind, var entries), _) where !entries.isEmpty && random.below(4) != 0:
      let index = random.below(entries.count)
      switch random.below(6) {
      case 0: entries.remove(at: index)
      case 1:
        // A new name, with the old one behind it where there is a place for that.
        let key = name(kind, &random)
        if entries.contains(where: { $0.key == key }) { break }
        if kind.fields.contains(where: { $0.name == "was" }),
          case .object(_, var inner) = entries[index].value
        {
          inner.removeAll { $0.key == "was" }
          inner.append(Tree.Pair(key: "was", value: .list([.text(entries[index].key)])))
          entries[index].value = .object(kind, inner)
        }
        entries[index].key = key
      case 2: entries.swapAt(0, index)
      default:
        entries[index].value = edited(
          entries[index].value, kind, keyed: true, depth: depth + 2, &random)
      }
      pairs[at].value = .map(kind, entries)
    case (.list(var items), .objects(let kind)) where !items.isEmpty:
      let index = random.below(items.count)
      if random.below(3) == 0 {
        items.remove(at: index)
      } else {
        items[index] = edited(items[index], kind, keyed: false, depth: depth + 2, &random)
      }
      pairs[at].value = .list(items)
    case (.object(let kind, _), _):
      pairs[at].value = edited(pairs[at].value, kind, keyed: false, depth: depth + 1, &random)
    default:
      if field.required || random.below(3) != 0 {
        pairs[at].value = value(field.shape, depth: depth + 1, &random)
      } else {
        pairs.remove(at: at)
      }
    }
    return .object(kind, pairs)
  }
}
