import Diagnostics
import Model

/// Something that does not stay as those who read it know it. Whether it breaks anybody is asked then.
struct Break {
  /// Who is hit, where they read it.
  enum Scope {
    /// Those who read a dataset; of a column those who read that, by any of its names.
    case dataset(base: String, head: String, column: [String]?)
    case store(String)
    /// Those who read a dataset of the base by a pattern that does not match its new name.
    case pattern(base: String, head: String)
  }

  /// How it gets through after all.
  enum Way {
    /// Nobody reads it any more.
    case leave
    /// All who read it accept a waiver.
    case accept
    /// All who read it allow it where they do.
    case allow
    /// Its owner does something else first.
    case prepare(String)
    /// Its owner does it in another way, or it breaks nobody.
    case none
  }

  let rule: Rule
  let subject: Subject
  /// A sentence without an end: "`crm.orders.total` is dropped".
  let what: String
  let span: Span
  var labels: [Label] = []
  let scope: Scope
  let way: Way
  let help: String
  var notes: [String] = []
  /// What it comes from where that is shared: the shape, and what of it.
  var cause: String?
  /// Whether it is told although nobody reads it.
  var isAbsolute = false
}

/// How one rule finds what breaks it, in a dataset that both models have.
struct ContractCheck: Sendable {
  let rule: Rule
  let find: @Sendable (DatasetChange, inout [Break]) -> Void

  init(_ rule: Rule, _ find: @escaping @Sendable (DatasetChange, inout [Break]) -> Void) {
    self.rule = rule
    self.find = find
  }
}

extension DatasetChange {
  /// A break of one column.
  /// - Parameters:
  ///   - old: as the base has it; nil: it is new, which hits all who read the dataset.
  ///   - new: as the head has it; nil: it is gone.
  func broken(
    _ rule: Rule, _ old: Contract.Item?, _ new: Contract.Item?, _ what: String, way: Break.Way,
    help: String
  ) -> Break {
    let name = (old ?? new)?.name ?? ""
    let before = old.map { base.place($0.object.span) }
    let now = new.map { head.place($0.object.span) } ?? head.object.span
    let shared = (old.map { base.isShared($0) } ?? true) && (new.map { head.isShared($0) } ?? true)
    return Break(
      rule: rule, subject: Subject(base.path + "." + name, team: base.store.team),
      what: "`\(base.path).\(name)` " + what, span: now,
      labels: before.map { [Label($0, "as it was")] } ?? [],
      scope: .dataset(
        base: base.path, head: head.path, column: old.map { $0.names + (new?.names ?? []) }),
      way: way, help: help, cause: shared ? cause.map { $0 + "." + name } : nil)
  }

  /// A break of the dataset as a whole.
  func broken(
    _ rule: Rule, _ what: String, at field: DatasetField, way: Break.Way, help: String
  ) -> Break {
    let before = base.object.has(field) ? base.place(base.object.span(field)) : base.object.span
    let now = head.object.has(field) ? head.place(head.object.span(field)) : head.object.span
    let isOwn = base.object.has(field) || head.object.has(field)
    return Break(
      rule: rule, subject: base.subject, what: "`\(base.path)` " + what, span: now,
      labels: [Label(before, "as it was")],
      scope: .dataset(base: base.path, head: head.path, column: nil), way: way, help: help,
      cause: isOwn ? nil : cause)
  }

  /// The shape of both models, where it is one.
  private var cause: String? {
    guard let old = base.shape?.text(ShapeField.name), let new = head.shape?.text(ShapeField.name),
      old == new
    else { return nil }
    return head.store.name + "/" + old
  }
}
