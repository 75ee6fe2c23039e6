internal import Emit
internal import IR

/// An end of a flow inside the namespace: a part of the bootstrap, or pods that Airflow launches.
enum Party: Hashable {
  case postgres, postgresInit, kafka, connect
  case apiServer, scheduler, triggerer, dagProcessor, migrate
  case pods(PodRole)

  var name: String {
    switch self {
    case .postgres: "postgres"
    case .postgresInit: "postgres-init"
    case .kafka: "kafka"
    case .connect: "kafka-connect"
    case .apiServer: "airflow-api-server"
    case .scheduler: "airflow-scheduler"
    case .triggerer: "airflow-triggerer"
    case .dagProcessor: "airflow-dag-processor"
    case .migrate: "airflow-migrate"
    case .pods(let role): "pods-\(role.rawValue)"
    }
  }

  private var part: Part? {
    switch self {
    case .postgres: .postgres
    case .postgresInit: .postgresInit
    case .kafka: .kafka
    case .connect: .connect
    case .apiServer: .apiServer
    case .scheduler: .scheduler
    case .triggerer: .triggerer
    case .dagProcessor: .dagProcessor
    case .migrate: .migrate
    case .pods: nil
    }
  }

  func selector(_ platform: PlatformPlan) -> YAMLNode {
    if let part { return KubeObject(platform: platform).selector(part) }
    guard case .pods(let role) = self else { return [:] }
    let labels = Party.identifying(platform.podLabels(role))
    return .mapping(labels.map { YAMLEntry($0.variable, .text($0.value)) })
  }

  /// The labels that tell one kind of pod from all others.
  static func identifying(_ labels: [Setting]) -> [Setting] {
    labels.filter {
      $0.variable != "app.kubernetes.io/managed-by" && $0.variable != "app.kubernetes.io/part-of"
    }
  }
}

/// Who speaks to whom: the table behind the network policies.
struct NetworkFlows {
  let platform: PlatformPlan

  /// A flow between two parties of the namespace.
  private struct Inner {
    let client: Party
    let server: Party
    let ports: [Int]
  }

  struct Incoming {
    let clients: [Party]
    let ports: [Int]
  }

  struct Outgoing {
    /// Empty: anywhere, since a policy can't name a host, only an address.
    let targets: [YAMLNode]
    let ports: [Int]
  }

  init(_ platform: PlatformPlan) { self.platform = platform }

  /// Everyone who gets a policy, in the order of the files.
  var parties: [Party] {
    var all: [Party] = []
    if !platform.postgres.external { all += [.postgres, .postgresInit] }
    if !platform.kafka.external { all.append(.kafka) }
    all.append(.connect)
    all += airflow
    return all + roles.map { .pods($0) }
  }

  private var airflow: [Party] {
    platform.airflow.external
      ? [] : [.apiServer, .scheduler, .triggerer, .dagProcessor, .migrate]
  }

  private var roles: [PodRole] {
    PodRole.allCases.filter { role in
      switch role {
      case .transform: platform.transformers > 0
      case .snapshot: !platform.signals.isEmpty
      case .render, .merge, .connect: true
      }
    }
  }

  private var databaseClients: [Party] {
    [.connect] + airflow + roles.filter { $0 != .render }.map { .pods($0) }
  }

  private var inner: [Inner] {
    var flows: [Inner] = []
    if !platform.postgres.external {
      flows += ([.postgresInit] + databaseClients).map {
        Inner(client: $0, server: .postgres, ports: [5432])
      }
    }
    if !platform.kafka.external {
      flows.append(Inner(client: .kafka, server: .kafka, ports: [9092, 9093]))
      flows.append(Inner(client: .connect, server: .kafka, ports: [9092]))
    }
    flows.append(Inner(client: .connect, server: .connect, ports: [8083]))
    flows.append(Inner(client: .pods(.connect), server: .connect, ports: [8083]))
    if !platform.airflow.external {
      // The execution interface of the tasks, and the logs that the user interface shows.
      flows.append(Inner(client: .scheduler, server: .apiServer, ports: [8080]))
      flows.append(Inner(client: .triggerer, server: .apiServer, ports: [8080]))
      flows.append(Inner(client: .apiServer, server: .scheduler, ports: [8793]))
      flows.append(Inner(client: .apiServer, server: .triggerer, ports: [8794]))
    }
    return flows
  }

  func into(_ party: Party) -> [Incoming] {
    var result: [Incoming] = []
    for flow in inner where flow.server == party {
      if let last = result.last, last.ports == flow.ports {
        result[result.count - 1] = Incoming(
          clients: last.clients + [flow.client], ports: flow.ports)
      } else {
        result.append(Incoming(clients: [flow.client], ports: flow.ports))
      }
    }
    return result
  }

  func from(_ party: Party) -> [Outgoing] {
    let inside = inner.filter { $0.client == party }.map { flow in
      let target: YAMLNode = ["podSelector": ["matchLabels": flow.server.selector(platform)]]
      return Outgoing(targets: [target], ports: flow.ports)
    }
    return inside + outside(party)
  }

  /// Flows that leave the namespace, each host and port once.
  private func outside(_ party: Party) -> [Outgoing] {
    var hosts: [(host: String, port: Int)] = []
    if platform.postgres.external, databaseClients.contains(party) {
      hosts.append((platform.postgres.host, platform.postgres.port))
    }
    switch party {
    case .connect:
      if platform.kafka.external {
        hosts += platform.kafka.bootstrap.map { Address.ofAuthority($0, port: 9092) }
      }
      hosts += endpoints("kafka-connect")
    case .pods(.render): hosts += [Address.ofURL(platform.git.url)].compactMap { $0 }
    case .pods(.merge): hosts += endpoints("merge")
    case .pods(.snapshot): hosts += endpoints("snapshot")
    case .pods(.transform): hosts += endpoints("transformer")
    default: break
    }
    var result: [Outgoing] = []
    var named: [Int] = []
    for (host, port) in hosts {
      guard let network = Address.network(host) else {
        if !named.contains(port) { named.append(port) }
        continue
      }
      let node: YAMLNode = ["ipBlock": ["cidr": .text(network)]]
      result.append(Outgoing(targets: [node], ports: [port]))
    }
    // 443 and 6443: the Kubernetes interface, whose address no manifest can know; 443 also Slack.
    switch party {
    case .scheduler, .triggerer: named += [443, 6443].filter { !named.contains($0) }
    case .dagProcessor: named += [443].filter { !named.contains($0) }
    default: break
    }
    if !named.isEmpty { result.append(Outgoing(targets: [], ports: named.sorted())) }
    return result
  }

  private func endpoints(_ client: String) -> [(host: String, port: Int)] {
    platform.endpoints.filter { $0.client == client }.map { ($0.host, $0.port) }
  }
}
