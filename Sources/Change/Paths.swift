internal import Model

extension Comparison {
  /// How references call an item; where none does, the field that holds it and what tells it apart.
  func path(of item: Item, in holder: Holder) -> String {
    let name = item.identity
    switch item.part.kind {
    case .zoneDeclaration, .vendor, .waiver, .assignedGroup: return name
    case .teamDeclaration: return holder.path + "/" + name
    case .location: return holder.path + (holder.kind == .vendor ? ":" : "/") + name
    case .dataset, .column, .group, .credential, .container: return holder.path + "." + name
    default:
      if holder.field.isEmpty { return name }
      let inside = holder.path.isEmpty || holder.kind == .ecosystem ? "" : holder.path + "."
      return inside + "\(holder.field)[\(name)]"
    }
  }
}
