internal import Model

/// Walks two models side by side by the declarations of their fields.
struct Comparison {
  let base: Model?
  let head: Model
  let policyRules: Set<String>
  let baseValues: Values?
  let headValues: Values
  var changes: [ObjectChange] = []

  init(base: Model?, head: Model, policyRules: Set<String>) {
    self.base = base
    self.head = head
    self.policyRules = policyRules
    baseValues = base.map(Values.init)
    headValues = Values(model: head)
  }

  mutating func run() {
    pair(base?.ecosystem.map(whole), head.ecosystem.map(whole), at: "ecosystem")
    documents(
      base?.zones.map { ($0.name, $0.definition) }, head.zones.map { ($0.name, $0.definition) })
    documents(
      base?.teams.map { ($0.path, $0.definition) }, head.teams.map { ($0.path, $0.definition) })
    documents(base?.stores.map { ($0.name, $0.object) }, head.stores.map { ($0.name, $0.object) })
    documents(
      base?.workspaces.map { ($0.name, $0.object) }, head.workspaces.map { ($0.name, $0.object) })
    documents(
      base?.platforms.map { ($0.name, $0.object) }, head.platforms.map { ($0.name, $0.object) })
    nameless(base?.assignments, head.assignments)
    nameless(base?.suppressions, head.suppressions)
    nameless(base?.waivers, head.waivers)
  }

  // MARK: documents

  /// A document with who owns it.
  func whole(_ object: Object) -> Part {
    let team: String? =
      switch object.kind.ownership {
      case .team:
        (object.text(TeamField.zone) ?? "") + "/" + (object.text(TeamField.name) ?? "")
      case .namedTeam:
        object.kind == .datastore
          ? object.text(DatastoreField.team) : object.text(WorkspaceField.team)
      case .ecosystem, .zone, .store, .subject, .holder: nil
      }
    let owner: Owner? =
      switch object.kind.ownership {
      case .ecosystem: .ecosystem
      case .zone: object.text(ZoneField.name).map { .zone($0) }
      case .team, .namedTeam: team.map { .team($0) }
      case .store, .subject, .holder: nil
      }
    return Part(kind: object.kind, objects: [object], team: team, owner: owner)
  }

  /// Documents of one kind by their names.
  private mutating func documents(
    _ base: [(name: String, object: Object?)]?, _ head: [(name: String, object: Object?)]
  ) {
    func items(_ list: [(name: String, object: Object?)]) -> [Item] {
      list.compactMap { entry in
        entry.object.map { Item(identity: entry.name, part: whole($0)) }
      }
    }
    children(Holder(path: "", field: ""), items(base ?? []), items(head))
  }

  /// Documents without a name: their lists and maps are read as one.
  private mutating func nameless(_ base: [Object]?, _ head: [Object]) {
    guard let kind = head.first?.kind ?? base?.first?.kind else { return }
    func part(_ objects: [Object]) -> Part? {
      objects.isEmpty
        ? nil : Part(kind: kind, objects: objects, team: nil, owner: whole(objects[0]).owner)
    }
    let (x, y) = (part(base ?? []), part(head))
    for (index, field) in kind.fields.enumerated() {
      let number = UInt8(index)
      children(
        Holder(path: "", field: field.name),
        owned(x?.items(number) ?? [], self.base), owned(y?.items(number) ?? [], self.head))
    }
  }

  /// Items that belong to who owns what they are about.
  private func owned(_ items: [Item], _ model: Model?) -> [Item] {
    items.map { item in
      guard item.part.kind.ownership == .subject, let model else { return item }
      let object = item.part.object
      let isPolicy = object.text(SuppressionField.rule).map(policyRules.contains) ?? false
      let about =
        item.part.kind == .suppression
        ? object.text(SuppressionField.object) : object.text(WaiverField.object)
      // What a waiver is about may be gone from its own model.
      let found = about.flatMap { model.owner(of: $0) ?? base?.owner(of: $0) } ?? .ecosystem
      let owner =
        item.part.kind == .suppression && isPolicy ? model.zone(of: found) ?? .ecosystem : found
      return Item(
        identity: item.identity,
        part: Part(
          kind: item.part.kind, objects: item.part.objects, team: item.part.team, owner: owner))
    }
  }

  // MARK: objects

  /// Two objects that are one, or one of them alone.
  mutating func pair(
    _ x: Part?, _ y: Part?, at path: String, was basePath: String? = nil, twin: String? = nil
  ) {
    guard let x, let y else {
      guard let there = x ?? y else { return }
      changes.append(
        ObjectChange(
          sort: x == nil ? .added : .removed, kind: there.kind, path: path, basePath: nil,
          base: x?.object, head: y?.object, fields: [], baseOwner: x?.owner, headOwner: y?.owner,
          twin: twin))
      return
    }
    if x.kind == .datastore { return store(x, y, at: path) }
    if basePath == nil, isUntouched(x, y) { return }
    let lists = own(x, y, at: path, was: basePath)
    for list in lists {
      children(
        Holder(path: path, kind: x.kind, field: list.name), list.x?.items(list.number) ?? [],
        list.y?.items(list.number) ?? [])
    }
  }

  /// What two objects say themselves. What they hold as items is handed back.
  mutating func own(_ x: Part, _ y: Part, at path: String, was basePath: String? = nil) -> [Held] {
    var fields: [FieldChange] = []
    var lists: [Held] = []
    compare(x, y, x.kind, prefix: "", renamed: basePath != nil, &fields, &lists)
    if basePath != nil || !fields.isEmpty {
      changes.append(
        ObjectChange(
          sort: basePath == nil ? .changed : .renamed, kind: x.kind, path: path,
          basePath: basePath, base: x.object, head: y.object, fields: fields,
          baseOwner: x.owner, headOwner: y.owner))
    }
    return lists
  }

  /// Whether two objects are alike to the letter, and mean the same by it.
  func isUntouched(_ x: Part, _ y: Part) -> Bool {
    x.team == y.team && x.owner == y.owner && x.objects.count == y.objects.count
      && zip(x.objects, y.objects).allSatisfy { $0.isWrittenLike($1) }
  }

  /// The fields of two objects, and those of the objects in them that are no items; a side that lacks such
  /// an object is nil. What holds items is left to `lists`.
  private func compare(
    _ x: Part?, _ y: Part?, _ kind: ObjectKind, prefix: String, renamed: Bool = false,
    _ fields: inout [FieldChange], _ lists: inout [Held]
  ) {
    for (index, field) in kind.fields.enumerated() {
      let number = UInt8(index)
      // There is one ecosystem, whatever it is called.
      let isIdentity = number == kind.nameField && kind != .ecosystem || field.identifies
      if isIdentity { continue }
      switch field.shape {
      case .scalar, .scalars:
        if renamed, field.name == "was", let x, let y, keepsIdentity(x, y) { continue }
        if baseValues?.meaning(x, kind, number) == headValues.meaning(y, kind, number) { continue }
        fields.append(
          FieldChange(
            path: prefix + field.name, kind: kind, number: number,
            base: x.flatMap { baseValues?.value($0, number) },
            head: y.flatMap { headValues.value($0, number) }))
      case .object(let inner):
        compare(
          x?.inner(number, inner), y?.inner(number, inner), inner,
          prefix: prefix + field.name + ".",
          &fields, &lists)
      case .objects, .map:
        // A store's are in several documents.
        if kind == .datastore, field.name == "shapes" || field.name == "datasets" { continue }
        lists.append(Held(name: prefix + field.name, number: number, x: x, y: y))
        if let change = listed(x, y, kind, number, prefix) { fields.append(change) }
      }
    }
  }

  /// A list or a map whose order has changed, or that was there and is not, where that means something.
  private func listed(
    _ x: Part?, _ y: Part?, _ kind: ObjectKind, _ number: UInt8, _ prefix: String
  ) -> FieldChange? {
    let field = kind.fields[Int(number)]
    guard field.isOrdered || field.emptyCounts else { return nil }
    let (a, b) = (x?.cell(number), y?.cell(number))
    let (before, after) = (x?.order(number) ?? [], y?.order(number) ?? [])
    if field.isOrdered {
      let (kept, left) = (renaming(x, y, number), Set(after))
      let common = before.map { kept[$0] ?? $0 }.filter(left.contains)
      let known = Set(common)
      if common == after.filter(known.contains) { return nil }
    } else if (a == nil) == (b == nil) {
      return nil
    }
    func value(_ found: (object: Object, cell: Cell)?, _ names: [String]) -> FieldValue? {
      found.map { FieldValue(texts: names, isList: true, span: $0.object.span(of: $0.cell)) }
    }
    return FieldChange(
      path: prefix + field.name, kind: kind, number: number, base: value(a, before),
      head: value(b, after))
  }
}

/// A list or a map of two objects that are one; nil where the object that has it is not there.
struct Held {
  let name: String
  let number: UInt8
  let x: Part?
  let y: Part?
}
