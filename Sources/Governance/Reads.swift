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
