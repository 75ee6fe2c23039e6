internal import Diagnostics
internal import Model

/// How one platform reaches the producer of one store.
struct StoreSource {
  let type: IngestionType
  let format: MessageFormat
  let encoding: Encoding
  let container: ContainerView?
  let credential: CredentialView?
  let security: KafkaSecurityPlan
  let registry: RegistryPlan?
  /// The credentials that its connectors read, and what for.
  let connectSecrets: [(credential: CredentialView, reason: String)]

  init(_ store: Datastore, environment: String?, in model: Model) {
    let ingestion = store.ingestion
    let team = store.team
    type = store.ingestionType ?? .kafka
    format = type == .cdc ? .debezium : ingestion?.word(IngestionField.format) ?? .debezium
    container = ingestion?.text(IngestionField.container).flatMap {
      model.container($0, team: team, environment: environment)
    }
    credential = ingestion?.text(IngestionField.credential).flatMap {
      model.credential($0, team: team)
    }
    var secrets: [(CredentialView, String)] = []
    let isConnected = type == .kafka || type == .cdc
    if isConnected, let credential { secrets.append((credential, "reads store \(store.name)")) }

    let registryObject = container?.object(.registry, .registry)
    let owner = container?.owner ?? team
    let ca = container?.text(.ca, .ca).flatMap { model.credential($0, team: owner) }
    if isConnected, let ca { secrets.append((ca, "verifies the source of store \(store.name)")) }
    let login = registryObject?.text(RegistryField.credential).flatMap {
      model.credential($0, team: owner)
    }
    let securityPlan = kafkaSecurity(
      container, login: type == .kafka ? credential : nil, model, store.name, &secrets)
    if type == .kafka {
      if let login { secrets.append((login, "schema registry of store \(store.name)")) }
      registry = registryObject?.text(RegistryField.url).map {
        RegistryPlan(
          url: $0, secret: login?.secret, keys: loginKeys(login), caSecret: securityPlan.caSecret)
      }
    } else {
      registry = nil
    }
    security = securityPlan
    encoding =
      type == .cdc
      ? .jsonWithSchema
      : ingestion?.word(IngestionField.encoding) ?? (registry == nil ? .jsonWithSchema : .avro)
    connectSecrets = secrets
    caSecret = ca?.secret
  }

  /// The Secret with the authority of a database's certificate.
  let caSecret: String?
}

/// How to speak to a Kafka container; adds the credentials it takes to `secrets`.
func kafkaSecurity(
  _ container: ContainerView?, login: CredentialView?, _ model: Model, _ reader: String,
  _ secrets: inout [(CredentialView, String)]
) -> KafkaSecurityPlan {
  guard let container, let security = container.object(.security, .security),
    let word: SecurityProtocol = security.word(SecurityField.protocol)
  else { return KafkaSecurityPlan() }
  func find(_ field: SecurityField, _ reason: String) -> CredentialView? {
    guard
      let found = security.text(field).flatMap({ model.credential($0, team: container.owner) })
    else { return nil }
    secrets.append((found, reason + " of \(reader)"))
    return found
  }
  let encrypted = word == .ssl || word == .saslSSL
  let signed = word == .saslSSL || word == .saslPlaintext
  let ca = encrypted ? find(.ca, "verifies the brokers") : nil
  // A store may bring the certificate that its container asks for, in place of a user.
  let own = encrypted && !signed && login?.type == .clientCertificate ? login : nil
  let certificate = encrypted && own == nil ? find(.certificate, "client certificate") : nil
  let shared = signed && login == nil ? find(.credential, "signs in to the brokers") : nil
  let user = signed ? login ?? shared : nil
  return KafkaSecurityPlan(
    protocol: word, mechanism: signed ? security.word(SecurityField.mechanism) : nil,
    userSecret: user?.secret, userKeys: loginKeys(user), caSecret: ca?.secret,
    certificateSecret: (own ?? certificate)?.secret)
}

/// The keys of a credential that stands for a user.
private func loginKeys(_ credential: CredentialView?) -> LoginKeys {
  credential?.type == .apiKeyPair ? .apiKeyPair : .userPassword
}
