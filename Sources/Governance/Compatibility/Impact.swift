import Diagnostics
import Model

/// Whom a change breaks, in words.
struct Impact {
  private let model: Model
  private let readers: [Reader]

  /// - Parameter model: the one that the readers are of.
  init(_ model: Model, _ readers: [Reader]) {
    self.model = model
    self.readers = readers
  }

  /// Each once, by its name.
  private var workspaces: [String: Workspace] {
    Dictionary(readers.map { ($0.workspace.name, $0.workspace) }) { first, _ in first }
  }

  /// `: breaks 3 workspaces of 2 teams: a, b, c`; nothing where there is nobody.
  func words(_ broken: Break) -> String {
    if readers.isEmpty { return "" }
    if case .allow = broken.way {
      let groups = unique(readers.map(\.group))
      return ", which \(capped(groups)) \(groups.count == 1 ? "does" : "do") not allow yet"
    }
    let workspaces = workspaces
    let teams = Set(workspaces.values.map(\.team))
    let verb = broken.rule.severity == .error ? "breaks" : "is read by"
    return ": \(verb) \(counted(workspaces.count, "workspace")) of "
      + "\(counted(teams.count, "team")): " + capped(Array(workspaces.keys))
  }

  var labels: [Label] {
    var seen: Set<Span> = []
    return readers.filter { seen.insert($0.span).inserted }.prefix(labelLimit).map {
      Label($0.span, "`\($0.group)` reads it here")
    }
  }

  /// What the programs among the readers make of it, and who reads that, as far as it goes.
  var downstream: [String] {
    let hit = workspaces
    var waiting = hit.values.compactMap(\.output)
    if waiting.isEmpty { return [] }
    let ofStore = workspacesByStore()
    var seen = Set(hit.keys)
    var stores: Set<String> = []
    var found: [String] = []
    while let store = waiting.popLast() {
      guard stores.insert(store).inserted else { continue }
      for reader in ofStore[store] ?? [] where seen.insert(reader.name).inserted {
        found.append(reader.name)
        if let output = reader.output { waiting.append(output) }
      }
    }
    let made = "what is made of it is in " + capped(unique(Array(stores)))
    return [found.isEmpty ? made : made + ", which " + capped(unique(found)) + " read"]
  }

  private func workspacesByStore() -> [String: [Workspace]] {
    var found: [String: [Workspace]] = [:]
    for workspace in model.workspaces {
      var stores: Set<String> = []
      for group in workspace.groups {
        for read in group.objects(GroupField.reads) {
          let text = read.text(ReadField.dataset) ?? read.text(ReadField.datasets) ?? ""
          stores.insert(String(text.prefix { $0 != "." }))
        }
      }
      for store in stores { found[store, default: []].append(workspace) }
    }
    return found
  }
}

let labelLimit = 4

private let nameLimit = 5

/// `a, b, c and 3 more`.
func capped(_ names: [String], separator: String = ", ") -> String {
  let names = unique(names)
  let shown = names.prefix(nameLimit).joined(separator: separator)
  return names.count > nameLimit ? shown + " and \(names.count - nameLimit) more" : shown
}

func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
