internal import Diagnostics
internal import Model

/// Finds everything by its name, and says where two have one name.
struct Catalog {
  private let tree: Tree
  private let definitions: [Symbol: ColumnDefinition]
  /// A model of the same tree, without a fault: what both have is in order there.
  private let known: Model?
  private var byKind: [[Object]] = Array(repeating: [], count: ObjectKind.allCases.count)
  private(set) var diagnostics: [Diagnostic] = []
  /// `Datasets` documents of stores that are not there.
  private(set) var orphans: [Object] = []

  init(_ merged: Merged, known: Model? = nil) {
    tree = merged.tree
    self.known = known
    definitions = merged.definitions
    for document in merged.documents {
      byKind[Int(document.kind.rawValue)].append(
        Object(
          tree: tree, kind: document.kind, file: document.file, key: nil, body: document.body))
    }
  }

  mutating func model() -> Model {
    let ecosystem = ecosystem()
    let zones = zones(ecosystem)
    let teams = teams(zones)
    let (stores, datasets) = self.stores()
    checkItems()
    let workspaces = unique(.workspace) { $0.text(WorkspaceField.name) }
      .map { Workspace(name: $0.text(WorkspaceField.name) ?? "", object: $0) }
    let platforms = unique(.platform) { $0.text(PlatformField.name) }
      .map { Platform(name: $0.text(PlatformField.name) ?? "", object: $0) }
    return Model(
      tree: tree, ecosystem: ecosystem, zones: zones, teams: teams, stores: stores,
      datasets: datasets, workspaces: workspaces, platforms: platforms,
      assignments: byKind[Int(ObjectKind.assignments.rawValue)],
      suppressions: byKind[Int(ObjectKind.suppressions.rawValue)],
      waivers: byKind[Int(ObjectKind.waivers.rawValue)], definitions: definitions)
  }

  // MARK: documents

  /// The documents of a kind, sorted by name; of two with one name the first, and a finding.
  private mutating func unique(_ kind: ObjectKind, name: (Object) -> String?) -> [Object] {
    var named: [(name: String, object: Object)] = []
    for object in byKind[Int(kind.rawValue)] {
      if let name = name(object) { named.append((name, object)) }
    }
    named.sort {
      bytesPrecede($0.name, $1.name) || $0.name == $1.name && $0.object.span < $1.object.span
    }
    var result: [Object] = []
    for (index, item) in named.enumerated() {
      if index > 0, named[index - 1].name == item.name {
        duplicate(kind.title, item.name, item.object.span, first: result[result.count - 1].span)
      } else {
        result.append(item.object)
      }
    }
    return result
  }

  private mutating func duplicate(_ title: String, _ name: String, _ span: Span, first: Span) {
    diagnostics.append(
      Diagnostic(
        .nameDuplicate, "there are two \(title)s named `\(name)`", at: span,
        labels: [Label(first, "the first is here")], help: "rename one, or remove it"))
  }

  private mutating func ecosystem() -> Object? {
    let all = byKind[Int(ObjectKind.ecosystem.rawValue)]
    for other in all.dropFirst() {
      // The kind's value: a document starts with `kind: `.
      let start = Int(other.body.start) + "kind: ".utf8.count
      diagnostics.append(
        Diagnostic(
          .nameDuplicate, "a model has one Ecosystem",
          at: Span(file: other.file, start: start, end: start + "Ecosystem".utf8.count),
          labels: [Label(all[0].span, "the first is here")], help: "remove one of them"))
    }
    return all.first
  }

  // MARK: zones and teams

  private mutating func zones(_ ecosystem: Object?) -> [Zone] {
    let definitions = unique(.zone) { $0.text(ZoneField.name) }
    let declared = ecosystem.map { Array($0.objects(EcosystemField.zones)) } ?? []
    return join(declared, definitions) {
      $0.text(DeclarationField.name)
    } definition: {
      $0.text(ZoneField.name)
    }.map { Zone(name: $0.name, declaration: $0.declaration, definition: $0.definition) }
  }

  private mutating func teams(_ zones: [Zone]) -> [Team] {
    let definitions = unique(.team) { team in
      team.text(TeamField.zone).flatMap { zone in
        team.text(TeamField.name).map { zone + "/" + $0 }
      }
    }
    let declared = zones.flatMap { zone in
      (zone.definition.map { Array($0.objects(ZoneField.teams)) } ?? []).map { (zone.name, $0) }
    }
    var paths: [String: (zone: String, name: String, declaration: Object?, definition: Object?)] =
      [:]
    for (zone, declaration) in declared {
      let name = declaration.text(DeclarationField.name) ?? ""
      paths[zone + "/" + name] = (zone, name, declaration, nil)
    }
    for definition in definitions {
      let zone = definition.text(TeamField.zone) ?? ""
      let name = definition.text(TeamField.name) ?? ""
      paths[zone + "/" + name, default: (zone, name, nil, nil)].definition = definition
    }
    return paths.values.sorted { bytesPrecede($0.zone + "/" + $0.name, $1.zone + "/" + $1.name) }
      .map {
        Team(
          zone: $0.zone, name: $0.name, declaration: $0.declaration, definition: $0.definition)
      }
  }

  private func join(
    _ declared: [Object], _ defined: [Object], declaration: (Object) -> String?,
    definition: (Object) -> String?
  ) -> [(name: String, declaration: Object?, definition: Object?)] {
    var found: [String: (declaration: Object?, definition: Object?)] = [:]
    for object in declared {
      if let name = declaration(object) { found[name, default: (nil, nil)].declaration = object }
    }
    for object in defined {
      if let name = definition(object) { found[name, default: (nil, nil)].definition = object }
    }
    return found.sorted { bytesPrecede($0.key, $1.key) }
      .map { ($0.key, $0.value.declaration, $0.value.definition) }
  }

  // MARK: stores

  private mutating func stores() -> ([Datastore], [Dataset]) {
    let objects = unique(.datastore) { $0.text(DatastoreField.name) }
    var parts: [String: [Object]] = [:]
    let names = Set(objects.compactMap { $0.text(DatastoreField.name) })
    for part in byKind[Int(ObjectKind.datasets.rawValue)] {
      guard let name = part.text(DatasetsField.datastore) else { continue }
      if names.contains(name) {
        parts[name, default: []].append(part)
      } else {
        orphans.append(part)
      }
    }
    var stores: [Datastore] = []
    var datasets: [Dataset] = []
    for object in objects {
      let name = object.text(DatastoreField.name) ?? ""
      let own = parts[name] ?? []
      let first = datasets.count
      let index = UInt32(stores.count)
      if let store = self.store(name, object, own) {
        for dataset in known?.datasets[store.datasets] ?? [] {
          datasets.append(dataset.inStore(index))
        }
        stores.append(
          Datastore(
            name: name, object: object, parts: own, datasets: first..<datasets.count,
            shapes: store.shapes))
        continue
      }
      var maps = [collect(object.cell(DatastoreField.datasets), object.file, index, &datasets)]
      for part in own {
        maps.append(collect(part.cell(DatasetsField.datasets), part.file, index, &datasets))
      }
      let range = sortDatasets(&datasets, from: first, maps)
      stores.append(
        Datastore(
          name: name, object: object, parts: own, datasets: range, shapes: shapes(object, own)))
    }
    return (stores, datasets)
  }

  /// The same store of the known model: of one name, read from the same text.
  private func store(_ name: String, _ object: Object, _ parts: [Object]) -> Datastore? {
    guard let known, let store = known.store(name).map({ known.stores[$0] }),
      store.object.isSame(as: object), store.parts.count == parts.count,
      zip(store.parts, parts).allSatisfy({ $0.isSame(as: $1) })
    else { return nil }
    return store
  }

  /// Adds the datasets of one map, and says which cells the map has.
  private func collect(
    _ cell: Cell?, _ file: FileID, _ store: UInt32, _ datasets: inout [Dataset]
  ) -> Range<UInt32> {
    guard let node = cell?.node else { return 0..<0 }
    let run = tree.nodes[node]
    for at in stride(from: run.first, to: run.first + run.count, by: 2) {
      let name = Symbol(index: tree.cells[Int(at)].value)
      datasets.append(
        Dataset(
          store: store, name: name, identity: firstName(tree.cells[Int(at) + 1]) ?? name, cell: at,
          file: file))
    }
    return run.first..<(run.first + run.count)
  }

  /// What `was` says first of a dataset.
  private func firstName(_ body: Cell) -> Symbol? {
    guard let node = body.node, tree.nodes[node].shape == .object,
      let was = tree.cells(of: node).first(where: { $0.field == DatasetField.was.rawValue })
    else { return nil }
    return was.node.map { tree.cells(of: $0).first?.symbol } ?? was.symbol
  }

  /// Sorts the datasets of one store by name and leaves out the later ones of equal names.
  private mutating func sortDatasets(
    _ datasets: inout [Dataset], from first: Int, _ maps: [Range<UInt32>]
  ) -> Range<Int> {
    let text = tree.text
    let cells = tree.cells
    let inOrder = (first..<datasets.count).dropFirst().allSatisfy {
      text.precedes(datasets[$0 - 1].name, datasets[$0].name)
    }
    if inOrder { return first..<datasets.count }
    datasets[first...].sort { a, b in
      if a.name != b.name { return text.precedes(a.name, b.name) }
      return (a.file, cells[Int(a.cell)].start) < (b.file, cells[Int(b.cell)].start)
    }
    var kept = first
    for at in first..<datasets.count {
      let dataset = datasets[at]
      if kept > first, datasets[kept - 1].name == dataset.name {
        let other = datasets[kept - 1]
        // In one map this is a duplicate key, reported where it was read.
        if !maps.contains(where: { $0.contains(other.cell) && $0.contains(dataset.cell) }) {
          duplicate(
            "dataset", tree.string(dataset.name), span(dataset), first: span(other))
        }
        continue
      }
      datasets[kept] = dataset
      kept += 1
    }
    datasets.removeSubrange(kept...)
    return first..<kept
  }

  private func span(_ dataset: Dataset) -> Span {
    let key = tree.cells[Int(dataset.cell)]
    return Span(file: dataset.file, start: Int(key.start), end: Int(key.end))
  }

  private mutating func shapes(_ store: Object, _ parts: [Object]) -> [String: Object] {
    var shapes: [String: Object] = [:]
    let lists =
      [store.objects(DatastoreField.shapes)] + parts.map { $0.objects(DatasetsField.shapes) }
    for (index, list) in lists.enumerated() {
      var here: Set<String> = []
      for shape in list {
        guard let name = shape.text(ShapeField.name) else { continue }
        if let first = shapes[name] {
          if here.insert(name).inserted || index == 0 && first.file != shape.file {
            duplicate("shape", name, shape.span, first: first.span)
          }
        } else {
          shapes[name] = shape
          here.insert(name)
        }
      }
    }
    return shapes
  }

  // MARK: items that several documents may hold

  /// Groups assigned twice, primaries and waivers named twice, over all documents.
  private mutating func checkItems() {
    let assignments = byKind[Int(ObjectKind.assignments.rawValue)]
    reportDoubles(
      "assignment", assignments.map { $0.objects(AssignmentsField.groups) },
      name: { $0.text(AssignedGroupField.group) })
    reportDoubles(
      "primary", assignments.map { $0.objects(AssignmentsField.primary) },
      name: { $0.text(PrimaryField.store) })
    let waivers = byKind[Int(ObjectKind.waivers.rawValue)]
    reportDoubles(
      "waiver", waivers.map { $0.objects(WaiversField.waivers) },
      name: { $0.text(WaiverField.name) })
  }

  private mutating func reportDoubles(
    _ title: String, _ lists: [ObjectList], name: (Object) -> String?
  ) {
    var seen: [String: (list: Int, object: Object)] = [:]
    for (index, list) in lists.enumerated() {
      for object in list {
        guard let name = name(object) else { continue }
        if let first = seen[name] {
          if first.list != index { duplicate(title, name, object.span, first: first.object.span) }
        } else {
          seen[name] = (index, object)
        }
      }
    }
  }
}

/// The order of everything that is listed by name: by bytes.
func bytesPrecede(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}
