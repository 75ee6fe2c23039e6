internal import Diagnostics
internal import Model

/// Says which references point at nothing, with the nearest name there is.
struct Resolver {
  let model: Model
  private var diagnostics: [Diagnostic] = []

  /// What a reference may be relative to.
  struct Context {
    var team: Team?
    /// False where the team that it names is not there: what is relative to it cannot be judged.
    var teamKnown = true
    var store: Datastore?
    var platform: Platform?
    /// The columns that a `key` or `partition` may name; nil where they could not be told.
    var columns: [String]?
  }

  private init(model: Model) { self.model = model }

  /// - Parameters:
  ///   - part: what is looked through: all of the model, or some of its stores and workspaces.
  ///   - model: where references must lead.
  ///   - parts: `Datasets` documents whose store is not there.
  ///   - isAlone: nothing but the stores and workspaces is looked through.
  static func check(
    _ part: Model, in model: Model, parts: [Object], isAlone: Bool = false
  ) -> [Diagnostic] {
    var resolver = Resolver(model: model)
    if isAlone {
      for store in part.stores { resolver.store(store, of: part) }
      for workspace in part.workspaces {
        resolver.walk(workspace.object, resolver.context(ofTeam: workspace.team))
      }
      return resolver.diagnostics
    }
    if let ecosystem = model.ecosystem { resolver.walk(ecosystem, Context()) }
    for zone in model.zones { zone.definition.map { resolver.walk($0, Context()) } }
    for team in model.teams {
      team.definition.map { resolver.walk($0, Context(team: team)) }
    }
    for store in part.stores { resolver.store(store, of: part) }
    for workspace in part.workspaces {
      resolver.walk(workspace.object, resolver.context(ofTeam: workspace.team))
    }
    for platform in model.platforms {
      resolver.walk(platform.object, Context(platform: platform))
    }
    for object in model.assignments + model.suppressions + model.waivers + parts {
      resolver.walk(object, Context())
    }
    return resolver.diagnostics
  }

  private func team(_ path: String) -> Team? { model.team(path).map { model.teams[$0] } }

  private func context(ofTeam path: String) -> Context {
    let team = team(path)
    return Context(team: team, teamKnown: team != nil)
  }

  // MARK: walking

  /// Checks every reference of an object and of the objects in it; datasets are checked apart.
  private mutating func walk(_ object: Object, _ context: Context) {
    for (number, field) in object.kind.fields.enumerated() {
      guard let cell = object.cell(number: UInt8(number)) else { continue }
      switch field.shape {
      case .scalar(let scalar): check(cell, scalar, in: object, field, context)
      case .scalars(let scalar, _):
        guard needsCheck(scalar, object.kind, field) else { continue }
        for item in scalars(cell) { check(item, scalar, in: object, field, context) }
      case .object(let kind):
        walk(view(cell, kind, object), context)
      case .objects(let kind), .map(let kind, _):
        guard kind != .dataset, kind != .shape, kind != .column else { continue }
        guard let node = cell.node, object.tree.nodes[node].shape != .object else {
          walk(view(cell, kind, object), context)
          continue
        }
        for item in ObjectList(tree: object.tree, node: node) { walk(item, context) }
      }
    }
  }

  private func needsCheck(_ scalar: Scalar, _ kind: ObjectKind, _ field: Field) -> Bool {
    if case .reference = scalar { return true }
    return kind == .container && field.name == "shared"
  }

  private func view(_ cell: Cell, _ kind: ObjectKind, _ owner: Object) -> Object {
    Object(tree: owner.tree, kind: kind, file: owner.file, key: nil, body: cell)
  }

  private func scalars(_ cell: Cell) -> [Cell] {
    guard let node = cell.node else { return [cell] }
    return Array(model.tree.cells(of: node))
  }

  private mutating func store(_ store: Datastore, of part: Model) {
    var context = context(ofTeam: store.team)
    context.store = store
    walk(store.object, context)
    for part in store.parts { walk(part, context) }
    for shape in store.shapes.values.sorted(by: { $0.span < $1.span }) {
      var inside = context
      inside.columns = names(shape.objects(ShapeField.columns))
      walk(shape, inside)
    }
    let listing: UInt64 = 1 << DatasetField.key.rawValue | 1 << DatasetField.partition.rawValue
    // Datasets of one shape lie side by side often enough.
    var known: Symbol?
    for id in store.datasets {
      let object = part.object(ofDataset: id)
      let declared = object.declared
      if declared & listing != 0 {
        var inside = context
        let shape = part.shape(ofDataset: id)
        inside.columns =
          names(object.objects(DatasetField.columns))
          + (shape.map { names($0.objects(ShapeField.columns)) } ?? [])
        walk(object, inside)
      } else if declared & (1 << DatasetField.shape.rawValue) != 0,
        let cell = object.cell(DatasetField.shape), let name = cell.symbol, name != known
      {
        if store.shapes[model.tree.string(name)] != nil {
          known = name
        } else {
          check(cell, .reference(.shape), in: object, DatasetField.shape.field, context)
        }
      }
    }
  }

  private func names(_ columns: ObjectList) -> [String] {
    columns.compactMap { $0.text(ColumnField.name) }
  }

  // MARK: one reference

  private mutating func check(
    _ cell: Cell, _ scalar: Scalar, in object: Object, _ field: Field, _ context: Context
  ) {
    guard let symbol = cell.symbol else { return }
    let target: Target
    switch scalar {
    case .reference(let declared): target = declared
    case .text where object.kind == .container && field.name == "shared": target = .team
    case .text where object.kind == .workspace && field.name == "container": target = .container
    default: return
    }
    let text = model.tree.string(symbol)
    if scalar == .text, text == "true" || text == "false" || text == "platform" { return }
    guard var problem = missing(text, target, context) else { return }
    if text.utf8.count > 400 {
      problem = Problem(message: "`\(clipped(text))` is too long for the name of a \(target)")
    }
    diagnostics.append(
      Diagnostic(
        .referenceUnknown, problem.message, at: object.span(of: cell),
        help: problem.nearest.map { "did you mean `\($0)`?" } ?? problem.help))
  }

  private struct Problem {
    var message: String
    var nearest: String?
    var help: String?
  }

  /// What is wrong with a reference; nil if it resolves.
  private func missing(_ text: String, _ target: Target, _ context: Context) -> Problem? {
    switch target {
    case .zone where model.zone(text) != nil, .team where model.team(text) != nil,
      .platform where model.platform(text) != nil, .datastore where model.store(text) != nil,
      .workspace where model.workspace(text) != nil:
      return nil
    case .zone: return unknown("zone", text, model.zones.map(\.name))
    case .team:
      guard text.holds("/") else {
        return Problem(
          message: "`\(text)` is not a team", nearest: model.teams.first { $0.name == text }?.path,
          help: "a team is `zone/team`")
      }
      return unknown("team", text, model.teams.map(\.path))
    case .vendor:
      return unknown("vendor", text, vendors.map { $0.text(VendorField.name) ?? "" })
    case .location: return location(text)
    case .platform: return unknown("platform", text, model.platforms.map(\.name))
    case .datastore: return unknown("datastore", text, model.stores.map(\.name))
    case .workspace: return unknown("workspace", text, model.workspaces.map(\.name))
    case .dataset: return dataset(text)
    case .group: return group(text)
    case .waiver:
      let names = model.waivers.flatMap { document in
        document.objects(WaiversField.waivers).compactMap { $0.text(WaiverField.name) }
      }
      return unknown("waiver", text, names)
    case .container:
      return owned(
        "container", text, context, field: TeamField.containers, name: ContainerField.name)
    case .credential:
      return owned(
        "credential", text, context, field: TeamField.credentials, name: CredentialField.name)
    case .platformCredential:
      let own = context.platform?.object.objects(PlatformField.credentials)
      return unknown(
        "credential of this platform", text,
        own?.compactMap { $0.text(CredentialField.name) } ?? [])
    case .shape:
      guard let store = context.store else { return nil }
      return unknown("shape", text, Array(store.shapes.keys))
    case .column:
      guard let columns = context.columns else { return nil }
      return unknown("column", text, columns)
    case .object: return anything(text)
    }
  }

  private func unknown(_ title: String, _ text: String, _ names: [String]) -> Problem? {
    if names.contains(text) { return nil }
    return Problem(
      message: "there is no \(title) `\(text)`", nearest: nearest(to: text, among: names),
      help: listed(names))
  }

  /// The names that there are, in a line that can be read at a glance.
  private func listed(_ names: [String]) -> String {
    let names = names.filter { !$0.isEmpty }.sorted(by: bytesPrecede)
    if names.isEmpty { return "none is declared" }
    let more = names.count > 12 ? " and \(names.count - 12) more" : ""
    return "there are: " + names.prefix(12).joined(separator: ", ") + more
  }

  private var vendors: ObjectList {
    model.ecosystem?.objects(EcosystemField.vendors) ?? ObjectList(emptyIn: model.tree)
  }

  private func location(_ text: String) -> Problem? {
    let halves = text.parts(at: ":").map(String.init)
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
      return Problem(
        message: "`\(text)` is not a location", help: "a location is `vendor:part/part`")
    }
    guard let vendor = vendors.first(where: { $0.text(VendorField.name) == halves[0] }) else {
      let names = vendors.compactMap { $0.text(VendorField.name) }
      return Problem(
        message: "there is no vendor `\(halves[0])`",
        nearest: nearest(to: halves[0], among: names).map { $0 + ":" + halves[1] })
    }
    var inside = vendor.objects(VendorField.locations)
    var path = halves[0] + ":"
    for part in halves[1].parts(at: "/").map(String.init) {
      guard let found = inside.first(where: { $0.text(LocationField.name) == part }) else {
        let names = inside.compactMap { $0.text(LocationField.name) }
        return Problem(
          message: "there is no location `\(part)` in `\(path.hasSuffix(":") ? halves[0] : path)`",
          nearest: nearest(to: part, among: names).map {
            path + (path.hasSuffix(":") ? "" : "/") + $0
          },
          help: listed(names))
      }
      path += (path.hasSuffix(":") ? "" : "/") + part
      inside = found.objects(LocationField.locations)
    }
    return nil
  }

  private func dataset(_ text: String) -> Problem? {
    let parts = text.parts(at: ".").map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      return Problem(message: "`\(text)` is not a dataset", help: "a dataset is `store.dataset`")
    }
    guard let store = model.store(parts[0]) else {
      let near = nearest(to: parts[0], among: model.stores.map(\.name))
      return Problem(
        message: "there is no datastore `\(parts[0])`", nearest: near.map { $0 + "." + parts[1] })
    }
    if model.dataset(parts[1], in: store) != nil { return nil }
    let names = model.stores[store].datasets.lazy.map { model.name(ofDataset: $0) }
    return Problem(
      message: "datastore `\(parts[0])` has no dataset `\(parts[1])`",
      nearest: nearest(to: parts[1], among: names).map { parts[0] + "." + $0 })
  }

  private func group(_ text: String) -> Problem? {
    let parts = text.parts(at: ".").map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      return Problem(message: "`\(text)` is not a group", help: "a group is `workspace.group`")
    }
    guard let found = model.workspace(parts[0]) else {
      let near = nearest(to: parts[0], among: model.workspaces.map(\.name))
      return Problem(
        message: "there is no workspace `\(parts[0])`", nearest: near.map { $0 + "." + parts[1] })
    }
    let names = model.workspaces[found].groups.compactMap { $0.text(GroupField.name) }
    if names.contains(parts[1]) { return nil }
    return Problem(
      message: "workspace `\(parts[0])` has no group `\(parts[1])`",
      nearest: nearest(to: parts[1], among: names).map { parts[0] + "." + $0 })
  }

  /// A container or credential: `zone/team.name`, or `name` inside its own team.
  private func owned(
    _ title: String, _ text: String, _ context: Context, field: TeamField, name: some FieldSet
  ) -> Problem? {
    let halves = text.cut(at: ".")
    let path = halves.map { String($0.before) }
    let local = halves.map { String($0.behind) } ?? text
    if let path, model.team(path) == nil {
      let near = nearest(to: path, among: model.teams.map(\.path))
      return Problem(message: "there is no team `\(path)`", nearest: near.map { $0 + "." + local })
    }
    guard let owner = path.flatMap(team) ?? context.team else {
      guard context.teamKnown else { return nil }
      return Problem(
        message: "`\(text)` does not say whose \(title) it is",
        help: "outside a team a \(title) is `zone/team.name`")
    }
    guard let definition = owner.definition else {
      return Problem(message: "team `\(owner.path)` has no document, so no \(title) `\(local)`")
    }
    let names = definition.objects(field).compactMap { $0.text(name) }
    if names.contains(local) { return nil }
    return Problem(
      message: "team `\(owner.path)` has no \(title) `\(local)`",
      nearest: nearest(to: local, among: names).map { (path.map { $0 + "." } ?? "") + $0 },
      help: listed(names))
  }

  /// A store, dataset, column, workspace, group, platform, team or zone, by its full name.
  private func anything(_ text: String) -> Problem? {
    let parts = text.parts(at: ".").map(String.init)
    switch parts.count {
    case 1:
      if model.store(text) != nil || model.workspace(text) != nil || model.platform(text) != nil
        || model.team(text) != nil || model.zone(text) != nil
      {
        return nil
      }
      let names =
        model.stores.map(\.name) + model.workspaces.map(\.name) + model.platforms.map(\.name)
        + model.teams.map(\.path) + model.zones.map(\.name)
      return Problem(
        message: "there is no object `\(text)`", nearest: nearest(to: text, among: names))
    case 2:
      if model.dataset(path: text) != nil || model.group(path: text) != nil { return nil }
      if let found = model.team(parts[0]),
        model.teams[found].container(parts[1]) != nil
          || model.teams[found].credential(parts[1]) != nil
      {
        return nil
      }
      if model.store(parts[0]) != nil { return dataset(text) }
      if model.workspace(parts[0]) != nil { return group(text) }
      return Problem(message: "there is no object `\(text)`")
    case 3:
      let path = parts[0] + "." + parts[1]
      guard let id = model.dataset(path: path) else { return dataset(path) }
      let columns = model.columns(ofDataset: id).map { model.tree.string($0.name) }
      guard !columns.contains(parts[2]) else { return nil }
      return Problem(
        message: "dataset `\(path)` has no column `\(parts[2])`",
        nearest: nearest(to: parts[2], among: columns).map { path + "." + $0 })
    default: return Problem(message: "`\(text)` is not the name of an object")
    }
  }
}
