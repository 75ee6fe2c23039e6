import Diagnostics
import IR
import Model

/// How a store's datasets are spread over its slices.
struct SliceSizes {
  let count: Int
  let datasets: Int
  /// The fullest slice.
  let largest: Int

  /// The sizes that the slices really have, by the hash that places datasets.
  init(of store: Datastore, in model: Model) {
    count = store.sliceCount
    datasets = store.datasets.count
    guard count > 1 else {
      largest = datasets
      return
    }
    var sizes = [Int](repeating: 0, count: count)
    for id in store.datasets {
      let slice = model.tree.text.withBytes(model.identity(ofDataset: id)) {
        Slices.slice(of: $0, count: store.sliceCount)
      }
      sizes[slice] += 1
    }
    largest = sizes.max() ?? 0
  }

  /// About 100 a slice is what Terraform and reviewers cope with best.
  var advised: Int { max(1, (datasets + 99) / 100) }

  static let warning = 150
  static let error = 300
  static let sparse = 30
}

extension Facts {
  /// Where a store says how many slices it has.
  func sliceSpan(_ store: Datastore) -> Span {
    store.object.span(DatastoreField.slices)
  }
}

/// A store with so many datasets, for the rules' examples.
func sliced(_ datasets: Int, slices: Int) -> String {
  let names = (0..<datasets).map { "  d\($0): day" }.joined(separator: "\n")
  return Example.store(
    names,
    head: "slices: \(slices)\n"
      + "shapes: { day: { classification: IP, columns: { id: bigint primary key } } }")
}
