internal import Model

/// What fields say, in the one spelling that equal values have.
struct Values {
  /// What the columns' definitions mean.
  let model: Model

  /// The value of a field as it is compared: also where it is left out and something holds nonetheless.
  func meaning(_ part: Part?, _ kind: ObjectKind, _ number: UInt8) -> [String]? {
    let field = kind.fields[Int(number)]
    if kind == .column, let part, let text = columnMeaning(part.object, number) { return [text] }
    guard let part, let value = value(part, number) else { return field.defaultValue.map { [$0] } }
    return field.isOrdered ? value.texts : value.texts.sorted(by: precedes)
  }

  /// What a field that was written says; nil where it was left out.
  func value(_ part: Part, _ number: UInt8) -> FieldValue? {
    if part.kind == .column, let value = columnValue(part.object, number) { return value }
    guard let (object, cell) = part.cell(number) else { return nil }
    func text(_ cell: Cell, _ scalar: Scalar) -> String {
      let text = cell.symbol.map(object.tree.string) ?? ""
      return canonical(text, scalar, part, number)
    }
    switch part.kind.fields[Int(number)].shape {
    case .scalar(let scalar):
      return FieldValue(texts: [text(cell, scalar)], isList: false, span: object.span(of: cell))
    case .scalars(let scalar, _):
      let items = cell.node.map { Array(object.tree.cells(of: $0)) } ?? [cell]
      return FieldValue(
        texts: items.map { text($0, scalar) }, isList: cell.node != nil,
        span: object.span(of: cell))
    case .object, .objects, .map: return nil
    }
  }

  /// One spelling for what two texts may say.
  private func canonical(
    _ text: String, _ scalar: Scalar, _ part: Part, _ number: UInt8
  ) -> String {
    switch scalar {
    case .size: return Size.quantity(text) ?? text
    case .duration: return duration(text)
    case .columnType, .columnDefinition:
      return part.object.tree.text.find(text).flatMap { model.definitions[$0] }
        .map { "\($0.type)" } ?? text
    case .reference(.container), .reference(.credential): return qualified(text, part)
    case .text where part.kind == .workspace && number == WorkspaceField.container.rawValue:
      return text == "platform" ? text : qualified(text, part)
    default: return text
    }
  }

  /// A container or credential with its team.
  private func qualified(_ text: String, _ part: Part) -> String {
    guard !text.contains("."), let team = part.team else { return text }
    return team + "." + text
  }

  /// `60m` is `1h`.
  private func duration(_ text: String) -> String {
    guard let seconds = Duration.seconds(text) else { return text }
    for (unit, size) in [("y", 365 * 86400), ("d", 86400), ("h", 3600), ("m", 60)]
    where seconds % size == 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }

  // MARK: columns

  /// `bigint not null` sets three fields at once: each is compared by what comes out.
  private func columnMeaning(_ column: Object, _ number: UInt8) -> String? {
    guard let field = ColumnField(rawValue: number), let definition = definition(column) else {
      return nil
    }
    let marked = definition.primaryKey || column.bool(ColumnField.key)
    switch field {
    case .key: return "\(marked)"
    case .nullable:
      let nullable = column.bool(ColumnField.nullable, default: true)
      return "\(!marked && !definition.notNull && nullable)"
    default: return nil
    }
  }

  /// What a definition says besides the type, where its own field does not.
  private func columnValue(_ column: Object, _ number: UInt8) -> FieldValue? {
    guard let field = ColumnField(rawValue: number), field == .key || field == .nullable,
      let cell = column.cell(field) ?? column.cell(ColumnField.type),
      let meaning = columnMeaning(column, number)
    else { return nil }
    if column.cell(field) == nil, meaning == field.field.defaultValue { return nil }
    return FieldValue(texts: [meaning], isList: false, span: column.span(of: cell))
  }

  private func definition(_ column: Object) -> ColumnDefinition? {
    column.symbol(ColumnField.type).flatMap { model.definitions[$0] }
  }

  // MARK: whole objects

  /// Everything that an object says but its own name: equal for two objects that mean the same.
  func description(of part: Part) -> String {
    var text = ""
    describe(part, named: false, into: &text)
    return text
  }

  private func describe(_ part: Part, named: Bool, into text: inout String) {
    for (index, field) in part.kind.fields.enumerated() {
      let number = UInt8(index)
      if !named, number == part.kind.nameField { continue }
      switch field.shape {
      case .scalar, .scalars:
        guard let meaning = meaning(part, part.kind, number) else { continue }
        for item in meaning { write("\(index)=", item, into: &text) }
      case .object(let kind):
        guard let inner = part.inner(number, kind) else { continue }
        write("\(index)", "{", into: &text)
        describe(inner, named: false, into: &text)
        write("\(index)", "}", into: &text)
      case .objects, .map:
        var entries: [String] = []
        for item in part.items(number) {
          var entry = ""
          write("name", item.identity, into: &entry)
          describe(item.part, named: false, into: &entry)
          entries.append(entry)
        }
        entries.sort(by: precedes)
        for entry in entries { write("\(index)[]", entry, into: &text) }
        if field.isOrdered {
          for name in part.order(number) { write("\(index)#", name, into: &text) }
        }
        if field.emptyCounts, part.cell(number) != nil { write("\(index)", "there", into: &text) }
      }
    }
  }

  /// With its length before it, so that no text can look like two.
  private func write(_ label: String, _ value: String, into text: inout String) {
    text += "\(label)\(value.utf8.count):\(value);"
  }
}

func precedes(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
