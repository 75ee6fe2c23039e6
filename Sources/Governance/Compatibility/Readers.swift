import Diagnostics
import Model

/// A group that reads a dataset, and what of it.
struct Reader {
  let workspace: Workspace
  /// `workspace.group`.
  let group: String
  /// The item of the group's `reads`.
  let read: Object
  /// nil: all.
  let columns: Set<String>?

  var owner: Owner { .team(workspace.team) }
  var allowsDeprecated: Bool { read.text(ReadField.deprecated) == "allowed" }

  var isPattern: Bool { !read.has(ReadField.dataset) }

  /// The place of the dataset or of the pattern.
  var span: Span { isPattern ? read.span(ReadField.datasets) : read.span(ReadField.dataset) }

  /// Whether it reads a column, by any of its names.
  func reads(_ names: [String]) -> Bool {
    columns.map { columns in names.contains(where: columns.contains) } ?? true
  }
}

/// Who reads some datasets and stores of a model. Reads that lead nowhere count too: their dataset may have
/// been removed.
struct Readers {
  private var ofDataset: [String: [Reader]] = [:]
  private var ofStore: [String: [Reader]] = [:]

  /// Goes once over all reads.
  init(_ model: Model, datasets: [String], stores: [String]) {
    if datasets.isEmpty, stores.isEmpty { return }
    let text = model.tree.text
    let paths = Dictionary(datasets.map { ($0, $0) }) { first, _ in first }.keys
    let wanted = Dictionary(
      paths.compactMap { path in text.find(path).map { ($0, path) } }
    ) { first, _ in first }
    let heads = stores.map { Array(($0 + ".").utf8) }
    var patterns: [Symbol: [String]] = [:]
    for workspace in model.workspaces {
      for group in workspace.groups {
        for read in group.objects(GroupField.reads) {
          let dataset = read.symbol(ReadField.dataset)
          guard let symbol = dataset ?? read.symbol(ReadField.datasets) else { continue }
          var found: [String] = []
          if dataset != nil {
            if let path = wanted[symbol] { found = [path] }
          } else if let known = patterns[symbol] {
            found = known
          } else {
            found = Self.matches(text.string(symbol), paths)
            patterns[symbol] = found
          }
          let store = heads.firstIndex { head in
            text.withBytes(symbol) { $0.starts(with: head) }
          }
          if found.isEmpty, store == nil { continue }
          let columns = read.texts(ReadField.columns)
          let reader = Reader(
            workspace: workspace, group: workspace.name + "." + (group.text(GroupField.name) ?? ""),
            read: read, columns: columns.isEmpty ? nil : Set(columns))
          for path in found { ofDataset[path, default: []].append(reader) }
          if let store { ofStore[stores[store], default: []].append(reader) }
        }
      }
    }
  }

  func of(dataset path: String) -> [Reader] { ofDataset[path] ?? [] }

  func of(store name: String) -> [Reader] { ofStore[name] ?? [] }

  private static func matches(_ text: String, _ paths: some Sequence<String>) -> [String] {
    guard let pattern = Pattern(text) else { return [] }
    let head = pattern.store + "." + pattern.prefix
    return paths.filter { pattern.open ? $0.hasPrefix(head) : $0 == head }
  }
}
