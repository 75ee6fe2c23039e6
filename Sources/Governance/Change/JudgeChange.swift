public import Diagnostics

extension Governance {
  /// What is wrong with a change, in no order that a user may see.
  ///
  /// What is told, and how severely, the base decides: a change cannot switch off what it is judged by.
  public static func judge(
    _ change: ProposedChange, _ options: FindingOptions = FindingOptions()
  ) -> [Diagnostic] {
    let facts = ChangeFacts(change, options)
    let settings = RuleSettings(facts.base ?? facts.head, rules, options)
    var found: [Diagnostic] = []
    for check in changeChecks where check.rules.contains(where: settings.isOn) {
      check.run(facts, &found)
    }
    return settings.apply(to: found.filter { settings.isOn($0.code) })
  }

  /// The shortest legal way, over all repositories, to what of a change breaks somebody; none where nothing
  /// does.
  public static func moves(
    _ change: ProposedChange, _ options: FindingOptions = FindingOptions()
  ) -> [Move] {
    ChangeFacts(change, options).compatibility?.moves.list ?? []
  }

  /// What a rule about changes sees to; nil of the rules about models.
  public static func topic(of code: String) -> ChangeTopic? { topics[code] }

  private static let topics = Dictionary(
    changeChecks.flatMap { check in check.rules.map { ($0.code, check.topic) } },
    uniquingKeysWith: { first, _ in first })

  static let changeChecks: [ChangeCheck] = [
    // ownership
    .firstCheckIn, .sourceUnknown, .notOwner, .declaredAndDefined, .ownerChanged, .transfer,
    .mixedOwners, .foreignFile,
    // operation
    .assignmentJump, .freezeBroken, .slicesMoved, .placementMoved,
    // budget
    .deletionBudget,
    // compatibility
    .compatibility,
  ]
}
