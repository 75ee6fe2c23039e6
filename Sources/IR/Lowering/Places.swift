internal import Diagnostics
internal import Model

/// A container of a team with the values that hold in one environment.
struct ContainerView {
  let owner: String
  let object: Object
  private let values: Object?

  init(owner: String, object: Object, environment: String?) {
    self.owner = owner
    self.object = object
    values = object.objects(ContainerField.environments).first {
      environment != nil && $0.text(ContainerValuesField.name) == environment
    }
  }

  func text(_ field: ContainerField, _ value: ContainerValuesField) -> String? {
    values?.text(value) ?? object.text(field)
  }

  func texts(_ field: ContainerField, _ value: ContainerValuesField) -> [String] {
    values?.has(value) == true ? values!.texts(value) : object.texts(field)
  }

  func object(_ field: ContainerField, _ value: ContainerValuesField) -> Object? {
    values?.object(value) ?? object.object(field)
  }

  var bootstrap: [String] { texts(.bootstrap, .bootstrap) }
  var host: String { text(.host, .host) ?? "" }
  var port: Int { text(.port, .port).flatMap { Int($0) } ?? 5432 }
  var database: String { text(.database, .database) ?? "" }
  /// `zone/team.name`.
  var path: String { owner + "." + (object.text(ContainerField.name) ?? "") }
}

/// A credential, and the Kubernetes Secret that holds it.
struct CredentialView {
  /// `zone/team.name`, or `platform.name`.
  let path: String
  let type: CredentialType
  let secret: String
  let origin: Span
}

extension Model {
  /// A container by a reference written in a team's document.
  func container(_ reference: String, team: String, environment: String?) -> ContainerView? {
    let (owner, name) = split(reference, team: team)
    guard let found = self.team(owner), let object = teams[found].container(name) else {
      return nil
    }
    return ContainerView(owner: owner, object: object, environment: environment)
  }

  /// A credential by a reference written in a team's document.
  func credential(_ reference: String, team: String) -> CredentialView? {
    let (owner, name) = split(reference, team: team)
    guard let found = self.team(owner), let object = teams[found].credential(name) else {
      return nil
    }
    let slug = PhysicalNames.slug(owner.split(separator: "/").joined(separator: "-") + "-" + name)
    return view(object, path: owner + "." + name, secret: slug)
  }

  /// One of a platform's own credentials.
  func credential(_ name: String, of platform: Platform) -> CredentialView? {
    platform.credential(name).flatMap {
      view(
        $0, path: platform.name + "." + name,
        secret: PhysicalNames.slug(platform.name + "-" + name))
    }
  }

  private func view(_ object: Object, path: String, secret: String) -> CredentialView? {
    object.word(CredentialField.type, CredentialType.self).map {
      CredentialView(
        path: path, type: $0, secret: object.text(CredentialField.secret) ?? secret,
        origin: object.span)
    }
  }

  private func split(_ reference: String, team: String) -> (owner: String, name: String) {
    guard let dot = reference.firstIndex(of: ".") else { return (team, reference) }
    return (String(reference[..<dot]), String(reference[reference.index(after: dot)...]))
  }
}
