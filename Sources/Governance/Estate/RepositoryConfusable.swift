import Diagnostics
import Model

extension Rule {
  static let repositoryConfusable = Rule(
    code: "repository-confusable", severity: .warning, covers: ["17"],
    summary: "Two repositories differ only in case.",
    why: """
      GitHub and GitLab fold case, so `acme/Sales` and `acme/sales` are one repository with one set of \
      owners; branches that differ only in case overwrite each other in checkouts on Windows and macOS. A \
      model compares what is written, and would take the two for different owners.
      """,
    wrong: zone(core: "acme/Data-Model@eu"), right: zone(core: "acme/core-model@eu"))
}

extension Check {
  static let repositoryConfusable = Check.model(.repositoryConfusable) { facts, found in
    var known: [String: (written: Repository, span: Span)] = [:]
    for (text, span) in facts.repositories.sorted(by: { $0.span < $1.span }) {
      guard let repository = Repository(text) else { continue }
      let path = Repository.Spelling(repository).path
      let first = known[path] ?? (repository, span)
      known[path] = first
      if first.written.path != repository.path || first.written.host != repository.host {
        found.append(
          .confusable("repository", text, first.written.path, at: span, first: first.span))
        continue
      }
      let branch = path + "@" + Fold.lower(repository.branch)
      let other = known[branch] ?? (repository, span)
      known[branch] = other
      if other.written.branch != repository.branch {
        found.append(
          .confusable(
            "branch", repository.branch, other.written.branch, at: span, first: other.span))
      }
    }
  }
}

extension Repository {
  /// A repository as its host sees it: hosts, owners and names fold case, branches do not.
  struct Spelling: Hashable {
    let path: String
    let branch: String

    init(_ repository: Repository) {
      path = Fold.lower(repository.host + "/" + repository.path)
      branch = repository.branch
    }
  }
}

extension Facts {
  /// Every repository that the ecosystem and the zones name.
  fileprivate var repositories: [(text: String, span: Span)] {
    var all: [(String, Span)] = []
    func add(_ object: Object?, _ field: some FieldSet) {
      guard let object, let text = object.text(field) else { return }
      all.append((text, object.span(field)))
    }
    add(model.ecosystem, EcosystemField.repository)
    add(model.ecosystem, EcosystemField.live)
    for zone in model.zones { add(zone.declaration, DeclarationField.repository) }
    for team in model.teams { add(team.declaration, DeclarationField.repository) }
    return all
  }
}

private func zone(core: String) -> String {
  """
  kind: Zone
  name: EU
  teams: { core: \(core) }

  """
}

extension Diagnostic {
  fileprivate static func confusable(
    _ what: String, _ written: String, _ other: String, at span: Span, first: Span
  ) -> Diagnostic {
    Diagnostic(
      .repositoryConfusable, "\(what) `\(written)` differs from `\(other)` only in case", at: span,
      labels: [Label(first, "written here first")], help: "write it in one way everywhere")
  }
}
