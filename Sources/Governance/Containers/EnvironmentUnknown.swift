import Diagnostics
import Model

extension Rule {
  static let environmentUnknown = Rule(
    code: "environment-unknown", severity: .warning,
    summary: "A container has values for an environment that no platform has.",
    why: "Nobody would ever use them. Mostly the environment is spelt otherwise on the platform.",
    wrong: Example.team(
      "containers: { bus: { type: kafka, in: { prdo: { bootstrap: \"b.acme.internal:9092\" } } } }"),
    right: Example.team(
      "containers: { bus: { type: kafka, in: { prod: { bootstrap: \"b.acme.internal:9092\" } } } }")
  )
}

extension Check {
  static let environmentUnknown = Check.model(.environmentUnknown) { facts, found in
    let known = Set(facts.model.platforms.compactMap(\.environment))
    for team in facts.model.teams {
      for container in team.definition?.objects(TeamField.containers) ?? .none(facts.model) {
        for values in container.objects(ContainerField.environments) {
          guard let name = values.text(ContainerValuesField.name), !known.contains(name) else {
            continue
          }
          found.append(.unknown(name, known.sorted(), at: values.span))
        }
      }
    }
  }.needingWholeModel()
}

extension Diagnostic {
  fileprivate static func unknown(_ name: String, _ known: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .environmentUnknown, "no platform is of environment `\(name)`", at: span,
      help: nearest(to: name, among: known).map { "did you mean `\($0)`?" }
        ?? (known.isEmpty
          ? "no platform names an environment" : "environments: " + known.joined(separator: ", ")))
  }
}
