import Change
import Diagnostics
import IR
import Model

extension Rule {
  static let slicesMoved = Rule(
    code: "slices-moved", severity: .warning,
    summary: "A store is cut into another number of slices, so some datasets move.",
    why: """
      A slice is one Terraform state and one DAG. A dataset that moves is taken over by another slice's \
      connectors and tasks; its tables stay. From N to N + 1 slices about one dataset in N + 1 moves. It is \
      no fault, and it is told because it is much work for a platform at once.
      """,
    before: Example.store(datasets, head: "slices: 2"),
    wrong: Example.store(datasets, head: "slices: 3"),
    right: Example.store(datasets, head: "slices: 2\ndescription: Events"))

  private static let datasets = """
      a: { classification: IP, columns: { id: bigint primary key } }
      b: { classification: IP, columns: { id: bigint primary key } }
      c: { classification: IP, columns: { id: bigint primary key } }
      d: { classification: IP, columns: { id: bigint primary key } }
      e: { classification: IP, columns: { id: bigint primary key } }
      f: { classification: IP, columns: { id: bigint primary key } }
    """
}

extension ChangeCheck {
  static let slicesMoved = ChangeCheck(.slicesMoved, on: .operation) { facts, found in
    guard let base = facts.base else { return }
    for change in facts.objects where change.kind == .datastore && change.sort == .changed {
      guard
        let slices = change.fields.first(where: { $0.isField(.datastore, DatastoreField.slices) }),
        let old = base.store(change.path), let new = facts.head.store(change.path)
      else { continue }
      let moves = moves(base, base.stores[old], facts.head, facts.head.stores[new])
      let place = (slices.head ?? slices.base)?.span ?? change.place
      if moves.moved.isEmpty { continue }
      found.append(
        .slicesMoved(
          change.path, base.stores[old].sliceCount, facts.head.stores[new].sliceCount, moves,
          at: place, subject: change.subject))
    }
  }

  /// Of the datasets that were there before: those whose slice is another.
  private static func moves(
    _ base: Model, _ old: Datastore, _ head: Model, _ new: Datastore
  ) -> (moved: [String], all: Int) {
    let known = Set(old.datasets.map { base.tree.string(base.identity(ofDataset: $0)) })
    let kept = new.datasets.filter {
      known.contains(head.tree.string(head.identity(ofDataset: $0)))
    }
    let moved = kept.compactMap { dataset -> String? in
      let name = head.tree.string(head.identity(ofDataset: dataset))
      let (from, to) = (
        Slices.slice(of: name, count: old.sliceCount), Slices.slice(of: name, count: new.sliceCount)
      )
      return from == to
        ? nil
        : "`\(head.path(ofDataset: dataset))` from `\(PhysicalNames.sliceLabel(from))` to "
          + "`\(PhysicalNames.sliceLabel(to))`"
    }
    return (moved, kept.count)
  }
}

extension Diagnostic {
  fileprivate static func slicesMoved(
    _ store: String, _ before: Int, _ after: Int, _ moves: (moved: [String], all: Int),
    at span: Span, subject: Subject
  ) -> Diagnostic {
    Diagnostic(
      .slicesMoved,
      "`\(store)` goes from \(before) to \(after) slices, and \(moves.moved.count) of its \(moves.all) "
        + "datasets move",
      at: span, notes: ["moves: " + listed(moves.moved, atMost: 10)],
      help: "`dsgen slices --resize \(store)=\(after)`, in the model as it was, lists all",
      about: subject)
  }
}
