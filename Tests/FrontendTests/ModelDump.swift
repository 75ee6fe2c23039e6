import Diagnostics
import Model

/// A model as text: everything that was declared, in one order, so that two models can be compared.
/// Long and short forms, and how a model is spread over files, leave no trace unless `place` does.
struct ModelDump {
  private let model: Model
  private let place: (Span) -> String

  static func text(of model: Model, place: @escaping (Span) -> String = { _ in "" }) -> String {
    let dump = ModelDump(model: model, place: place)
    var parts = [model.ecosystem.map(dump.object) ?? "no ecosystem"]
    for zone in model.zones {
      parts.append("zone \(zone.name)")
      parts += [zone.declaration, zone.definition].map { $0.map(dump.object) ?? "none" }
    }
    for team in model.teams {
      parts.append("team \(team.path)")
      parts += [team.declaration, team.definition].map { $0.map(dump.object) ?? "none" }
    }
    for (index, store) in model.stores.enumerated() {
      parts.append("store \(store.name)")
      parts.append(dump.object(store.object, without: ["datasets", "shapes"]))
      for name in store.shapes.keys.sorted() { parts.append(dump.object(store.shapes[name]!)) }
      for id in store.datasets {
        parts.append("dataset \(model.path(ofDataset: id))" + dump.columns(of: id))
        parts.append(dump.object(model.object(ofDataset: id)))
        precondition(Int(model.datasets[id].store) == index)
      }
    }
    parts += model.workspaces.map { "workspace \($0.name)\n" + dump.object($0.object) }
    parts += model.platforms.map { "platform \($0.name)\n" + dump.object($0.object) }
    // Documents without a name have no order of their own.
    for list in [model.assignments, model.suppressions, model.waivers] {
      parts += list.map { dump.object($0) }.sorted()
    }
    return parts.joined(separator: "\n")
  }

  static func text(of object: Object, in model: Model) -> String {
    ModelDump(model: model, place: { _ in "" }).object(object)
  }

  private func columns(of dataset: Int) -> String {
    model.columns(ofDataset: dataset).map { column in
      "\n  \(model.tree.string(column.name)) \(model.definition(of: column).type) \(column.nullable) \(column.marked)"
    }.joined()
  }

  private func object(_ object: Object) -> String { self.object(object, without: []) }

  private func object(_ object: Object, without: Set<String>) -> String {
    var lines: [String] = []
    for (number, field) in object.kind.fields.enumerated() where !without.contains(field.name) {
      guard let cell = object.cell(number: UInt8(number)) else { continue }
      let head = "\(object.kind.title).\(field.name)" + place(object.span(of: cell))
      lines.append(head + ": " + value(cell, field.shape, object))
    }
    return lines.joined(separator: "\n").replacing("\n", with: "\n ")
  }

  private func value(_ cell: Cell, _ shape: Shape, _ owner: Object) -> String {
    switch shape {
    case .scalar: return cell.symbol.map(model.tree.string) ?? "no text"
    case .scalars:
      let items = cell.node.map { Array(model.tree.cells(of: $0)) } ?? [cell]
      return items.map { item in
        "\n- " + (item.symbol.map(model.tree.string) ?? "no text") + place(owner.span(of: item))
      }.joined()
    case .object(let kind):
      return "\n" + object(view(cell, kind, owner))
    case .objects(let kind), .map(let kind, _):
      guard let node = cell.node, model.tree.nodes[node].shape != .object else {
        return "\n- " + object(view(cell, kind, owner))
      }
      return ObjectList(tree: model.tree, node: node).map { "\n- " + object($0) }.joined()
    }
  }

  private func view(_ cell: Cell, _ kind: ObjectKind, _ owner: Object) -> Object {
    Object(tree: model.tree, kind: kind, file: owner.file, key: nil, body: cell)
  }
}
