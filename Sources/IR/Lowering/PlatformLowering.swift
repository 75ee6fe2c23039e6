internal import Diagnostics
internal import Model

/// Decides everything about one platform that does not depend on a single store's slices.
struct PlatformLowering {
  let model: Model
  let platform: Platform
  /// The stores that it captures itself, and those that it mirrors from a primary, by index.
  let captured: [Int]
  let mirrored: [(store: Int, primary: Int)]
  /// The workspaces whose transformers it runs.
  let transformers: [Int]

  func plan() -> PlatformPlan {
    let object = platform.object
    let name = platform.name
    let slug = PhysicalNames.slug(name)
    let namespace = object.text(PlatformField.namespace) ?? ""
    var secrets = SecretCollector()
    var endpoints: Set<Endpoint> = []
    let postgres = postgres(slug, namespace, &secrets)
    let kafka = kafka(namespace, &secrets, &endpoints)
    let airflow = airflow(slug, &secrets)
    let git = git(&secrets)
    let slack = slack(&secrets)
    sources(&secrets, &endpoints)
    for workspace in transformers {
      let found = model.workspaces[workspace]
      let reference = found.transformer?.text(TransformerField.credential)
      secrets.add(
        reference.flatMap { model.credential($0, team: found.team) }, to: "transformer",
        "workspace \(found.name)")
    }
    let removal = object.object(PlatformField.removal)?.text(RemovalField.after)
    let artifacts = object.object(PlatformField.artifacts)
    let signals = signals(&secrets, &endpoints)
    var plan = PlatformPlan(
      name: name, slug: slug, description: object.text(PlatformField.description),
      environment: platform.environment, merge: platform.merge, namespace: namespace,
      images: images(), connectors: object.word(PlatformField.connectors) ?? .perDataset,
      jobs: object.word(PlatformField.jobs) ?? .perStream,
      removalAfterDays: removal.flatMap(Duration.seconds).map { ($0 + 86399) / 86400 },
      postgres: postgres, kafka: kafka, airflow: airflow, git: git, slack: slack,
      infrastructureSchedule: object.object(PlatformField.infrastructure)?
        .text(InfrastructureField.schedule) ?? "*/15 * * * *",
      infrastructureDAG: name + "_infrastructure", artifactsClaim: slug + "-artifacts",
      secrets: secrets.table, endpoints: endpoints.sorted(), transformers: transformers.count,
      origin: object.span)
    plan.renderShards =
      object.object(PlatformField.infrastructure)?.int(InfrastructureField.shards) ?? 1
    plan.deletions = deletions
    plan.signals = signals
    plan.artifactsStorage =
      artifacts?.text(ArtifactsField.storage).flatMap(Size.quantity) ?? plan.artifactsStorage
    plan.artifactsStorageClass = artifacts?.text(ArtifactsField.storageClass)
    return plan
  }

  private var deletions: DeletionLimits {
    var limits = DeletionLimits()
    let budgets = model.ecosystem?.object(EcosystemField.budgets)
    limits.tables = budgets?.int(BudgetsField.deleteTables)
    limits.slices = budgets?.int(BudgetsField.deleteSlices)
    limits.meant = model.ecosystem?.texts(EcosystemField.removals) ?? []
    return limits
  }

  private func images() -> Images {
    let images = platform.object.object(PlatformField.images)
    func image(_ field: ImagesField) -> String { images?.text(field) ?? "" }
    return Images(
      dsgen: image(.dsgen), postgres: image(.postgres), kafka: image(.kafka),
      connect: image(.connect), airflow: image(.airflow))
  }

  private func own(_ name: String?) -> CredentialView? {
    name.flatMap { model.credential($0, of: platform) }
  }

  // MARK: services

  private func postgres(_ slug: String, _ namespace: String, _ secrets: inout SecretCollector)
    -> PostgresService
  {
    let object = platform.object.object(PlatformField.postgres)
    let external = object?.bool(PostgresField.external) ?? false
    let host = object?.text(PostgresField.host) ?? ""
    let credential = own(object?.text(PostgresField.credential))
    // A login is asked for only where it is used: without sinks Kafka Connect needs none.
    let hasSinks = captured.contains { index in
      model.stores[index].ingestionType == .kafka || model.stores[index].ingestionType == .cdc
    }
    if hasSinks {
      secrets.add(credential, to: "kafka-connect", "sinks write staging tables", mounted: true)
    }
    secrets.add(credential, to: "pipeline", "merges")
    secrets.add(credential, to: "infrastructure-dag", "tables, views, and what is applied")
    if !external { secrets.add(credential, to: "postgres", "the first role of the server") }
    let state = slug + "-terraform-state"
    let owner = "\(platform.name) (terraform state)"
    secrets.add(
      state, keys: ["USER", "PASSWORD"], credential: owner, origin: platform.object.span,
      to: "infrastructure-dag", "the role that owns Terraform's states")
    if !external {
      secrets.add(
        state, keys: ["USER", "PASSWORD"], credential: owner, origin: platform.object.span,
        to: "postgres", "makes that role")
    }
    let databases = object?.texts(PostgresField.databases) ?? []
    return PostgresService(
      external: external, service: host,
      host: external ? host : "\(host).\(namespace).svc.cluster.local",
      port: object?.int(PostgresField.port) ?? 5432,
      databases: databases.isEmpty ? ["dsgen"] : databases,
      storage: external
        ? nil : object?.text(PostgresField.storage).flatMap(Size.quantity) ?? "100Gi",
      storageClass: external ? nil : object?.text(PostgresField.storageClass),
      connections: object?.int(PostgresField.connections) ?? 200,
      credential: postgresLogin(credential?.secret ?? ""),
      terraformCredential: postgresLogin(state))
  }

  private func kafka(
    _ namespace: String, _ secrets: inout SecretCollector, _ endpoints: inout Set<Endpoint>
  ) -> KafkaService {
    let object = platform.object.object(PlatformField.kafka)
    let external = object?.bool(KafkaField.external) ?? false
    let connect = object?.text(KafkaField.connect) ?? "kafka-connect"
    let credential = own(object?.text(KafkaField.credential))
    secrets.add(credential, to: "kafka-connect", "protects its REST interface")
    secrets.add(
      credential, to: "infrastructure-dag",
      "Terraform and the health check sign in to Kafka Connect")
    let cluster = object?.text(KafkaField.cluster) ?? "kafka"
    var bootstrap = ["\(cluster).\(namespace).svc.cluster.local:9092"]
    var security = KafkaSecurityPlan()
    var title = cluster
    if external, let path = object?.text(KafkaField.container),
      let container = model.container(path, team: "", environment: platform.environment)
    {
      bootstrap = container.bootstrap
      title = container.path
      var used: [(CredentialView, String)] = []
      security = kafkaSecurity(container, login: nil, model, platform.name, &used)
      for (credential, reason) in used {
        secrets.add(credential, to: "kafka-connect", reason, mounted: true)
      }
      add(bootstrap, client: "kafka-connect", &endpoints)
    }
    return KafkaService(
      external: external, cluster: title, bootstrap: bootstrap, security: security,
      connect: connect, connectURL: "http://\(connect).\(namespace).svc.cluster.local:8083",
      connectSecret: credential?.secret ?? "")
  }

  private func airflow(_ slug: String, _ secrets: inout SecretCollector) -> AirflowService {
    let object = platform.object.object(PlatformField.airflow)
    let external = object?.bool(AirflowField.external) ?? false
    let credential = own(object?.text(AirflowField.credential))
    let keys = slug + "-airflow-keys"
    if !external {
      secrets.add(credential, to: "airflow", "its database role and first administrator")
      secrets.add(credential, to: "postgres", "makes that role")
      secrets.add(
        keys, keys: ["FERNET_KEY", "API_SECRET_KEY", "JWT_SECRET"],
        credential: "\(platform.name) (airflow keys)", origin: platform.object.span,
        to: "airflow", "encrypts connections, signs sessions and tokens")
    } else {
      secrets.add(credential, to: "infrastructure-dag", "verified with the others")
    }
    return AirflowService(
      external: external, name: object?.text(AirflowField.name) ?? "airflow",
      slots: object?.int(AirflowField.slots) ?? 32, pool: platform.name,
      taskRate: object?.int(AirflowField.taskRate) ?? 2,
      databaseSecret: credential?.secret ?? "", keysSecret: keys)
  }

  private func git(_ secrets: inout SecretCollector) -> GitSource {
    let object = platform.object.object(PlatformField.git)
    let credential = own(object?.text(GitField.credential))
    secrets.add(credential, to: "infrastructure-dag", "fetches the live model")
    let live = model.ecosystem?.text(EcosystemField.live).flatMap { Repository($0) }
    return GitSource(
      url: live.map { "https://\($0.host)/\($0.path).git" } ?? "", branch: live?.branch ?? "",
      secret: credential?.secret ?? "")
  }

  private func slack(_ secrets: inout SecretCollector) -> SlackTarget {
    let object = platform.object.object(PlatformField.slack)
    let credential = own(object?.text(SlackField.credential))
    secrets.add(credential, to: "airflow", "posts failures")
    return SlackTarget(
      channel: object?.text(SlackField.channel) ?? "", secret: credential?.secret ?? "",
      connection: "slack_" + PhysicalNames.variable(platform.name).lowercased())
  }

  // MARK: producers

  private func sources(_ secrets: inout SecretCollector, _ endpoints: inout Set<Endpoint>) {
    for index in captured {
      let store = model.stores[index]
      let source = StoreSource(store, environment: platform.environment, in: model)
      for (credential, reason) in source.connectSecrets {
        secrets.add(credential, to: "kafka-connect", reason, mounted: true)
      }
      switch source.type {
      case .kafka:
        add(source.container?.bootstrap ?? [], client: "kafka-connect", &endpoints)
        if let url = source.registry?.url { add(url: url, client: "kafka-connect", &endpoints) }
      case .cdc:
        if let container = source.container {
          endpoints.insert(
            Endpoint(host: container.host, port: container.port, client: "kafka-connect"))
        }
      case .sqlSnapshot, .sqlWatermark:
        secrets.add(source.credential, to: "pipeline", "pulls store \(store.name)")
        if let container = source.container {
          endpoints.insert(Endpoint(host: container.host, port: container.port, client: "merge"))
        }
      case .transformer: break
      }
    }
    for (index, primary) in mirrored {
      let other = model.platforms[primary]
      let object = other.object.object(PlatformField.postgres)
      let name = object?.text(PostgresField.credential)
      secrets.add(
        name.flatMap { model.credential($0, of: other) }, to: "pipeline",
        "reads store \(model.stores[index].name) on platform \(other.name)")
      let (host, port) = primaryAddress(other)
      endpoints.insert(Endpoint(host: host, port: port, client: "merge"))
    }
  }

  /// The captured stores whose sources can be asked for rows.
  private func signals(
    _ secrets: inout SecretCollector, _ endpoints: inout Set<Endpoint>
  ) -> [SignalSource] {
    var found: [SignalSource] = []
    for index in captured where model.stores[index].ingestionType == .cdc {
      let store = model.stores[index]
      let source = StoreSource(store, environment: platform.environment, in: model)
      guard let table = store.ingestion?.text(IngestionField.signals),
        let container = source.container, let credential = source.credential
      else { continue }
      secrets.add(credential, to: "infrastructure-dag", "asks store \(store.name) for rows")
      endpoints.insert(Endpoint(host: container.host, port: container.port, client: "snapshot"))
      let count = store.ingestion?.int(IngestionField.sources) ?? 1
      found.append(
        SignalSource(
          store: store.name, host: container.host, port: container.port,
          database: container.database, secret: credential.secret, table: table,
          publications: (0..<count).map {
            PhysicalNames.slot(platform: platform.name, store: store.name, number: $0)
          }, origin: store.object.span))
    }
    return found
  }

  private func add(_ servers: [String], client: String, _ endpoints: inout Set<Endpoint>) {
    for server in servers {
      guard let colon = server.lastIndex(of: ":"),
        let port = Int(server[server.index(after: colon)...])
      else { continue }
      endpoints.insert(Endpoint(host: String(server[..<colon]), port: port, client: client))
    }
  }

  private func add(url: String, client: String, _ endpoints: inout Set<Endpoint>) {
    let isPlain = url.hasPrefix("http://")
    guard let start = url.firstRange(of: "://")?.upperBound else { return }
    let authority = String(url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    let hasPort = isHostPort(authority)
    add([hasPort ? authority : authority + (isPlain ? ":80" : ":443")], client: client, &endpoints)
  }
}

/// Where another platform finds the PostgreSQL of a primary.
func primaryAddress(_ platform: Platform) -> (host: String, port: Int) {
  let object = platform.object.object(PlatformField.postgres)
  let host = object?.text(PostgresField.host) ?? ""
  let namespace = platform.object.text(PlatformField.namespace) ?? ""
  let external = object?.bool(PostgresField.external) ?? false
  return (
    external ? host : "\(host).\(namespace).svc.cluster.local",
    object?.int(PostgresField.port) ?? 5432
  )
}
