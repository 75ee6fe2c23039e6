import Diagnostics
import Model

/// One place where a credential is used.
struct CredentialUse {
  /// Where it is named.
  let span: Span
  /// As written.
  let name: String
  let type: CredentialType
  /// What the use can work with; empty: anything.
  let accepted: [CredentialType]
  /// What it is used for, as the subject of a sentence.
  let purpose: String
  let declaration: Span
  /// The team it belongs to and the one that uses it; nil for those of platforms.
  var teams: (owner: String, user: String)?
  /// The container that it opens.
  var container: Facts.Container?
}

extension Facts {
  /// Every use of a credential that is declared.
  func findCredentialUses() -> [CredentialUse] {
    var uses: [CredentialUse] = []
    for store in stores {
      guard let ingestion = store.ingestion else { continue }
      let (accepted, purpose) = login(store.container)
      use(
        ingestion, IngestionField.credential, from: store.declared.team, accepted, purpose,
        store.container, &uses)
    }
    for team in model.teams {
      for container in team.definition?.objects(TeamField.containers) ?? .none(model) {
        use(
          container, ContainerField.ca, from: team.path, [.caBundle], "`ca`", nil, &uses)
        usesOf(
          container.object(ContainerField.security), container.object(ContainerField.registry),
          team.path, &uses)
        for values in container.objects(ContainerField.environments) {
          use(values, ContainerValuesField.ca, from: team.path, [.caBundle], "`ca`", nil, &uses)
          usesOf(
            values.object(ContainerValuesField.security),
            values.object(ContainerValuesField.registry), team.path, &uses)
        }
      }
    }
    for workspace in model.workspaces {
      guard let transformer = workspace.transformer else { continue }
      use(
        transformer, TransformerField.credential, from: workspace.team, [], "a transformer", nil,
        &uses)
    }
    for platform in model.platforms { usesOf(platform, &uses) }
    return uses
  }

  private func usesOf(
    _ security: Object?, _ registry: Object?, _ team: String, _ uses: inout [CredentialUse]
  ) {
    if let security {
      use(security, SecurityField.ca, from: team, [.caBundle], "`ca`", nil, &uses)
      use(
        security, SecurityField.certificate, from: team, [.clientCertificate], "`certificate`",
        nil, &uses)
      use(
        security, SecurityField.credential, from: team, accepted(security), "Kafka", nil, &uses)
    }
    if let registry {
      use(
        registry, RegistryField.credential, from: team, [.userPassword, .apiKeyPair],
        "a schema registry", nil, &uses)
    }
  }

  private func usesOf(_ platform: Platform, _ uses: inout [CredentialUse]) {
    func add(
      _ object: Object?, _ field: some FieldSet, _ type: CredentialType, _ purpose: String
    ) {
      guard let object, let name = object.text(field),
        let declared = platform.credential(name),
        let written = declared.word(CredentialField.type, CredentialType.self)
      else { return }
      uses.append(
        CredentialUse(
          span: object.span(field), name: name, type: written, accepted: [type], purpose: purpose,
          declaration: declared.span))
    }
    let object = platform.object
    add(
      object.object(PlatformField.postgres), PostgresField.credential, .userPassword, "PostgreSQL")
    add(object.object(PlatformField.kafka), KafkaField.credential, .userPassword, "Kafka Connect")
    add(object.object(PlatformField.airflow), AirflowField.credential, .userPassword, "Airflow")
    add(object.object(PlatformField.git), GitField.credential, .apiToken, "git")
    add(object.object(PlatformField.slack), SlackField.credential, .apiToken, "Slack")
  }

  private func use(
    _ object: Object, _ field: some FieldSet, from team: String, _ accepted: [CredentialType],
    _ purpose: String, _ container: Container?, _ uses: inout [CredentialUse]
  ) {
    guard let name = object.text(field), let (owner, declared) = credential(name, from: team),
      let type = declared.word(CredentialField.type, CredentialType.self)
    else { return }
    uses.append(
      CredentialUse(
        span: object.span(field), name: name, type: type, accepted: accepted, purpose: purpose,
        declaration: declared.span, teams: (model.teams[owner].path, team), container: container))
  }

  /// What opens a container.
  private func login(_ container: Container?) -> ([CredentialType], String) {
    guard let container else { return ([], "") }
    guard container.type == "kafka" else { return ([.userPassword], "PostgreSQL") }
    return (accepted(security(of: container)), "Kafka")
  }

  /// Whether clients of a Kafka container log in with SASL; true where the container is not known.
  func usesSASL(_ container: Container?) -> Bool {
    guard let container else { return true }
    let spoken = security(of: container)?.word(SecurityField.protocol, SecurityProtocol.self)
    return spoken == .saslSSL || spoken == .saslPlaintext
  }

  private func security(of container: Container) -> Object? {
    container.object.object(ContainerField.security)
      ?? container.object.objects(ContainerField.environments).lazy.compactMap {
        $0.object(ContainerValuesField.security)
      }.first
  }

  private func accepted(_ security: Object?) -> [CredentialType] {
    switch security?.word(SecurityField.protocol, SecurityProtocol.self) {
    case .ssl: [.clientCertificate]
    case .saslSSL, .saslPlaintext, .plaintext, nil: [.userPassword, .apiKeyPair]
    }
  }
}
