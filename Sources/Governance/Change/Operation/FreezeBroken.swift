import Change
import Diagnostics
import Model

extension Rule {
  static let freezeBroken = Rule(
    code: "freeze-broken", severity: .error,
    summary: "Something moves between platforms or databases in a time when nothing may.",
    why: """
      The Ecosystem's `freeze` names days on which the business cannot bear a move, such as the end of the \
      year. The windows of the model as it is count: to move nonetheless, take the window out first, in a \
      change of its own that somebody answers for. Judged only with `--today`: dsgen never asks the clock.
      """,
    before: ecosystem,
    wrong: "# review --today 2026-12-25\n" + ecosystem + "---\n" + leaving,
    right: "# review --today 2026-12-20\n" + ecosystem + "---\n" + leaving)

  private static let ecosystem = """
    kind: Ecosystem
    name: Northwind
    repository: acme/data-model@ecosystem
    live: acme/data-model@main
    zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
    freeze: [{ from: 2026-12-24, to: 2027-01-02, reason: year end }]

    """

  private static let leaving = """
    kind: Assignments
    groups:
      reporting.live: [{ platform: prod_live, status: decommissioning }]

    """
}

extension ChangeCheck {
  static let freezeBroken = ChangeCheck(.freezeBroken, on: .operation) { facts, found in
    guard let window = facts.freeze else { return }
    for move in facts.assignmentMoves {
      found.append(.frozen("`\(move.key.group)`", move.key.group, at: move.place, window))
    }
    for change in facts.objects {
      switch change.kind {
      case .primary, .placement, .place:
        found.append(.frozen(change.title, change.path, at: change.place, window))
      default: continue
      }
    }
  }
}

extension ChangeFacts {
  /// The window that today is in. Days of one form have the order of their bytes.
  fileprivate var freeze: Object? {
    guard let today, let windows = base?.ecosystem?.objects(EcosystemField.freeze) else {
      return nil
    }
    return windows.first { window in
      guard let from = window.text(FreezeField.from), let to = window.text(FreezeField.to) else {
        return false
      }
      return from <= today && today <= to
    }
  }
}

extension Diagnostic {
  fileprivate static func frozen(
    _ title: String, _ path: String, at span: Span, _ window: Object
  ) -> Diagnostic {
    let to = window.text(FreezeField.to) ?? ""
    return Diagnostic(
      .freezeBroken,
      "\(title) moves, and nothing may until `\(to)`: \(window.text(FreezeField.reason) ?? "")",
      at: span, labels: [Label(window.span(FreezeField.from), "the freeze")],
      help: "merge it after \(to), or take the freeze out of the Ecosystem first",
      about: Subject(path))
  }
}
