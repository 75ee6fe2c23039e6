internal import Diagnostics
internal import Model

/// What `--select STORE[.DATASET]` names.
struct Selection: Sendable {
  private(set) var stores: Set<Int> = []
  private(set) var datasets: Set<Int> = []
  private let names: [String]
  let isEverything: Bool

  /// Everything.
  init() {
    names = []
    isEverything = true
  }

  init(_ patterns: [String], _ model: Model) throws {
    isEverything = patterns.isEmpty
    names = patterns
    for pattern in patterns {
      let name = String(pattern.prefix { $0 != "." })
      guard let store = model.store(name) else {
        let near = nearest(to: name, among: model.stores.map(\.name))
        throw Failure.usage(
          "the model has no datastore `\(name)`", help: near.map { "did you mean `\($0)`?" })
      }
      let declared = model.stores[store]
      if name == pattern {
        stores.insert(store)
        datasets.formUnion(declared.datasets)
        continue
      }
      guard let dataset = model.dataset(path: pattern) else {
        let near = nearest(to: pattern, among: declared.datasets.lazy.map(model.path(ofDataset:)))
        throw Failure.usage(
          "the datastore `\(name)` has no dataset `\(pattern.dropFirst(name.count + 1))`",
          help: near.map { "did you mean `\($0)`?" })
      }
      datasets.insert(dataset)
    }
  }

  func holds(dataset: Int) -> Bool { isEverything || datasets.contains(dataset) }

  /// Whether a store or one of its datasets is named.
  func touches(store: Int, _ model: Model) -> Bool {
    isEverything || stores.contains(store)
      || datasets.contains { Int(model.datasets[$0].store) == store }
  }

  /// Whether a finding is about what is named, or about what is in it; one about no object always is.
  func holds(_ finding: Diagnostic) -> Bool {
    finding.subject.map { holds(object: $0.object) } ?? true
  }

  /// Whether an object is what is named, or is in it.
  func holds(object: String) -> Bool {
    isEverything || names.contains { object == $0 || object.hasPrefix($0 + ".") }
  }
}
