import Diagnostics
import Model

extension Rule {
  static let secretCollision = Rule(
    code: "secret-collision", severity: .error, covers: ["8"],
    summary: "Two credentials would be one Kubernetes Secret.",
    why: """
      A credential's Secret is named `<zone>-<team>-<name>`, a platform's `<platform>-<name>`, in lower \
      case and with `-` for `_`; or as `secret:` says. If two fall together, one of them gets the other's \
      password.
      """,
    wrong: Example.team(
      "credentials: { bus: user-password, other: { type: api-token, secret: eu-core-bus } }"),
    right: Example.team(
      "credentials: { bus: user-password, other: { type: api-token, secret: eu-core-other } }"))
}

extension Check {
  static let secretCollision = Check.model(.secretCollision) { facts, found in
    var ofTeams: [String: Secret] = [:]
    for team in facts.model.teams {
      for object in team.definition?.objects(TeamField.credentials) ?? .none(facts.model) {
        let secret = Secret(object, prefix: team.zone + "-" + team.name)
        compare(secret, &ofTeams, &found)
      }
    }
    var byNamespace: [String: [String: Secret]] = [:]
    for platform in facts.model.platforms {
      let namespace = platform.object.text(PlatformField.namespace) ?? ""
      var here = byNamespace[namespace] ?? ofTeams
      for own in ["terraform-state", "airflow-keys"] {
        let secret = Secret(platform, own: own)
        compare(secret, &here, &found)
      }
      for object in platform.object.objects(PlatformField.credentials) {
        compare(Secret(object, prefix: platform.name), &here, &found)
      }
      byNamespace[namespace] = here
    }
  }
}

private struct Secret {
  let name: String
  let owner: String
  /// What it is called in the model; nil for those that dsgen adds.
  let credential: String?
  let span: Span

  init(_ object: Object, prefix: String) {
    let written = object.text(CredentialField.secret)
    let name = object.text(CredentialField.name) ?? ""
    self.name = written ?? Fold.slug(prefix + "-" + name)
    owner = prefix
    credential = name
    span = written == nil ? object.span : object.span(CredentialField.secret)
  }

  init(_ platform: Platform, own: String) {
    name = Fold.slug(platform.name + "-" + own)
    owner = platform.name
    credential = nil
    span = platform.object.span
  }
}

private func compare(
  _ secret: Secret, _ known: inout [String: Secret], _ found: inout [Diagnostic]
) {
  guard let other = known[secret.name] else {
    known[secret.name] = secret
    return
  }
  // Names that differ only in case or `_` and `-` are `name-collision` already.
  if let a = secret.credential, let b = other.credential,
    Fold.slug(secret.owner) == Fold.slug(other.owner), Fold.slug(a) == Fold.slug(b)
  {
    return
  }
  let late = max(secret.span, other.span) == secret.span ? secret : other
  let early = late.span == secret.span ? other : secret
  found.append(.collision(secret.name, early, at: late.span))
}

extension Diagnostic {
  fileprivate static func collision(_ name: String, _ other: Secret, at span: Span) -> Diagnostic {
    let whose = other.credential.map { "credential `\($0)`" } ?? "platform `\(other.owner)`"
    return Diagnostic(
      .secretCollision, "the Secret of \(whose) is named `\(name)` already", at: span,
      labels: [Label(other.span, "here")],
      help: "rename the credential, or give it a `secret:` of its own")
  }
}
