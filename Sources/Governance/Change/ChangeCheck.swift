import Diagnostics

/// A rule about changes, and how what breaks it is found.
struct ChangeCheck: Sendable {
  let rules: [Rule]
  let topic: ChangeTopic
  let run: @Sendable (ChangeFacts, inout [Diagnostic]) -> Void

  init(
    _ rules: Rule..., on topic: ChangeTopic,
    run: @escaping @Sendable (ChangeFacts, inout [Diagnostic]) -> Void
  ) {
    self.rules = rules
    self.topic = topic
    self.run = run
  }
}

/// What a rule about changes sees to: the chapters of a review.
public enum ChangeTopic: String, Sendable, CaseIterable {
  /// Who may change what.
  case ownership
  /// What readers would lose.
  case compatibility
  /// What moves while platforms run.
  case operation
  /// How much would be deleted.
  case budget
}
