import Diagnostics
import Model

extension Facts {
  /// One item of a group's `reads`, resolved.
  struct Read {
    let workspace: Int
    let group: Object
    let object: Object
    /// Index in `Model.stores`.
    let store: Int
    /// What it reads, in `Model.datasets`; empty where a pattern matches nothing.
    let datasets: Range<Int>
    let isPattern: Bool

    var columns: [Cell] { object.list(ReadField.columns) }
    /// The place of the dataset or of the pattern.
    var span: Span {
      isPattern ? object.span(ReadField.datasets) : object.span(ReadField.dataset)
    }
  }

  func findReads() -> [Read] {
    var reads: [Read] = []
    for (index, workspace) in model.workspaces.enumerated() {
      for group in workspace.groups {
        for object in group.objects(GroupField.reads) {
          if let read = resolve(object, group, index) { reads.append(read) }
        }
      }
    }
    return reads
  }

  private func resolve(_ object: Object, _ group: Object, _ workspace: Int) -> Read? {
    if let path = object.text(ReadField.dataset) {
      guard let id = model.dataset(path: path) else { return nil }
      return Read(
        workspace: workspace, group: group, object: object,
        store: Int(model.datasets[id].store), datasets: id..<(id + 1), isPattern: false)
    }
    guard let text = object.text(ReadField.datasets), let pattern = Pattern(text),
      let store = model.store(pattern.store)
    else { return nil }
    return Read(
      workspace: workspace, group: group, object: object, store: store,
      datasets: pattern.matches(in: store, of: model), isPattern: true)
  }
}

/// `store.dataset`, or `store.prefix*`: a `*` stands at the end only.
struct Pattern {
  let store: String
  let prefix: String
  let open: Bool

  /// Nil where the text is not a pattern.
  init?(_ text: String) {
    guard let dot = text.firstIndex(of: ".") else { return nil }
    var rest = text[text.index(after: dot)...]
    open = rest.hasSuffix("*")
    if open { rest.removeLast() }
    store = String(text[..<dot])
    prefix = String(rest)
    guard !store.isEmpty, !text[..<dot].contains("*"), !rest.contains("*"), !rest.contains("."),
      open || !rest.isEmpty
    else { return nil }
  }

  /// The datasets of a store that it matches; they lie side by side, as datasets are sorted by name.
  func matches(in store: Int, of model: Model) -> Range<Int> {
    let all = model.stores[store].datasets
    guard open else {
      return model.dataset(prefix, in: store).map { $0..<($0 + 1) }
        ?? all.lowerBound..<all.lowerBound
    }
    let bytes = Array(prefix.utf8)
    let low = first(all) { !$0.lexicographicallyPrecedes(bytes) }
    let high = first(low..<all.upperBound) { !$0.starts(with: bytes) }
    return low..<high

    func first(
      _ range: Range<Int>, where passed: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Int {
      var low = range.lowerBound
      var high = range.upperBound
      while low < high {
        let middle = (low + high) / 2
        if model.tree.text.withBytes(model.datasets[middle].name, passed) {
          high = middle
        } else {
          low = middle + 1
        }
      }
      return low
    }
  }
}
