import Diagnostics
import Model

extension Rule {
  static let assignmentJump = Rule(
    code: "assignment-jump", severity: .error,
    summary: "A group's move to or from a platform leaves out a step.",
    why: """
      A platform must have built what a group needs before anybody counts on it, and readers must have \
      left before it is taken down. So an assignment goes `provisioning`, `provisioned`, \
      `decommissioning`, `decommissioned`, one step a change, and is removed only then. A group may be on \
      two platforms meanwhile: that is how it moves without a gap.
      """,
    before: "", wrong: assignments("decommissioned"), right: assignments("decommissioning"))

  private static func assignments(_ status: String) -> String {
    """
    kind: Assignments
    groups:
      reporting.live: [{ platform: prod_live, status: \(status) }]

    """
  }
}

extension ChangeCheck {
  static let assignmentJump = ChangeCheck(.assignmentJump, on: .operation) { facts, found in
    for move in facts.assignmentMoves where !isStep(move.before, move.after) {
      found.append(.jump(move))
    }
  }

  private static func isStep(_ before: AssignmentStatus?, _ after: AssignmentStatus?) -> Bool {
    next(after: before) == after
  }

  /// What follows; nil: the assignment is removed.
  fileprivate static func next(after status: AssignmentStatus?) -> AssignmentStatus? {
    switch status {
    case nil: .provisioning
    case .provisioning: .provisioned
    case .provisioned: .decommissioning
    case .decommissioning: .decommissioned
    case .decommissioned: nil
    }
  }
}

extension Diagnostic {
  fileprivate static func jump(_ move: AssignmentMove) -> Diagnostic {
    let next = ChangeCheck.next(after: move.before).map { "`\($0.rawValue)`" } ?? "its removal"
    func words(_ status: AssignmentStatus?) -> String {
      status.map { "`\($0.rawValue)`" } ?? "nothing"
    }
    return Diagnostic(
      .assignmentJump,
      "`\(move.key.group)` on `\(move.key.platform)` goes from \(words(move.before)) to \(words(move.after))",
      at: move.place, help: "the next step is \(next); each step is a change of its own",
      about: Subject(move.key.group))
  }
}
