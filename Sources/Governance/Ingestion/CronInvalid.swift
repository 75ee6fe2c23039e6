import Diagnostics
import Model

extension Rule {
  static let cronInvalid = Rule(
    code: "cron-invalid", severity: .error, covers: ["57", "66", "100", "133", "135"],
    summary: "A schedule is not a cron line of five fields.",
    why: """
      Minute, hour, day of the month, month, day of the week: each `*`, a number, a range `a-b`, a step \
      `*/n` or `a-b/n`, or a list of these. Names of days and months, `@daily`, `?` and `L` are not read \
      alike everywhere, a step of 0 and 31 February never come; all of these are refused.
      """,
    wrong: scheduled("*/0 * * * *"), right: scheduled("*/10 * * * *"))
}

extension Check {
  static let cronInvalid = Check.model(.cronInvalid) { facts, found in
    var known: [String: CronError?] = [:]
    func check(_ object: Object?, _ field: some FieldSet) {
      guard let object, let text = object.text(field) else { return }
      let error: CronError?
      if let seen = known[text] {
        error = seen
      } else {
        error = if case .failure(let error) = Cron.parse(text) { error } else { nil }
        known[text] = .some(error)
      }
      if let error { found.append(.notCron(text, error, at: object.span(field))) }
    }
    for store in facts.stores { check(store.ingestion, IngestionField.schedule) }
    for workspace in facts.model.workspaces {
      check(workspace.transformer, TransformerField.schedule)
    }
    for platform in facts.model.platforms {
      check(platform.object.object(PlatformField.infrastructure), InfrastructureField.schedule)
    }
  }
}

private func scheduled(_ cron: String) -> String {
  Example.store(
    Example.dataset,
    ingestion: #"{ type: kafka, container: crm_events, credential: crm_kafka, "#
      + #"topic: "lint.{dataset}", schedule: "\#(cron)" }"#)
}

extension Diagnostic {
  fileprivate static func notCron(_ text: String, _ error: CronError, at span: Span) -> Diagnostic {
    let problem =
      switch error {
      case .fieldCount(let count): "it has \(count) fields"
      case .nickname: "nicknames are not understood"
      case .notUnderstood(let field, let item): "`\(item)` is not understood as a \(field.rawValue)"
      case .outOfRange(let field, let item):
        "`\(item)` is not from \(field.range.lowerBound) to \(field.range.upperBound), "
          + "as a \(field.rawValue) is"
      case .backwards(_, let item): "the range `\(item)` runs backwards"
      case .step(let field, let item):
        "the step in `\(item)` is not from 1 to \(field.range.upperBound)"
      case .neverDue: "no month has such a day"
      }
    return Diagnostic(
      .cronInvalid, "`\(text)` is not a schedule: \(problem)", at: span,
      help: "five fields: minute, hour, day of the month, month, day of the week, "
        + "such as `*/5 * * * *` or `0 1 * * 1-5`")
  }
}
