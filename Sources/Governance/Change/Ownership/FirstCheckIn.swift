import Diagnostics
import Model

extension Rule {
  static let firstCheckIn = Rule(
    code: "first-check-in", severity: .error,
    summary: "The first model comes from elsewhere than the ecosystem's own repository.",
    why: """
      Where there is no model yet, nobody owns anything, so the model that is proposed says itself who its \
      owner is. Only a change from there may be the first. That a model is there and cannot be read is \
      another matter: then nothing is judged and the review ends with an error.
      """,
    before: noModel, wrong: "# review --as acme/somebody@main\n",
    right: "# review --as acme/data-model@ecosystem\n")
}

extension ChangeCheck {
  static let firstCheckIn = ChangeCheck(.firstCheckIn, on: .ownership) { facts, found in
    guard facts.base == nil, let source = facts.change.source,
      let ecosystem = facts.head.ecosystem,
      let repository = ecosystem.text(EcosystemField.repository)
    else { return }
    if let source = source.repository, source == Repository(repository) { return }
    found.append(
      .firstCheckIn(
        from: source.text, instead: repository, at: ecosystem.span(EcosystemField.repository)))
  }
}

extension Diagnostic {
  fileprivate static func firstCheckIn(
    from source: String, instead repository: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .firstCheckIn, "the first model comes from `\(source)`, which is not the ecosystem's owner",
      at: span, help: "open the pull request from `\(repository)`, or name `\(source)` here",
      about: Subject(""))
  }
}
