internal import Emit
internal import IR

/// Kafka Connect: workers in distributed mode behind one Service; Terraform owns its connectors.
struct ConnectManifest {
  let platform: PlatformPlan
  let names: KubeNames
  private var object: KubeObject { KubeObject(platform: platform) }
  private var config: String { KubeNames.fitted(names.connect, "-config") }
  private var mounted: [SecretObject] {
    platform.secrets.objects.filter(\.mountedByConnect)
  }

  static let replicas = 2
  static let plugins = "/opt/kafka/plugins"

  init(_ platform: PlatformPlan, _ names: KubeNames) {
    self.platform = platform
    self.names = names
  }

  func write(_ yaml: inout YAMLWriter) {
    yaml.document(object.service(names.connect, .connect, ports: [("rest", 8083)]))
    yaml.document(object.configMap(config, part: .connect, files: files))
    yaml.document(workers)
  }

  private var files: [(name: String, text: String)] {
    [("worker.properties", JavaProperties.text(ConnectWorker(platform).properties))]
      + Script.files("connect", ["auth.sh", "start.sh", "health.sh", "jaas.conf"])
      + [("log4j2.yaml", Script.text("log4j2.yaml"))]
  }

  private var workers: YAMLNode {
    object.object(
      "apps/v1", "Deployment", names.connect, part: .connect,
      [
        YAMLEntry(
          "spec",
          [
            "replicas": .integer(Self.replicas),
            "selector": ["matchLabels": object.selector(.connect)],
            "strategy": [
              "type": "RollingUpdate", "rollingUpdate": ["maxUnavailable": 1, "maxSurge": 0],
            ],
            "template": pod.template(object),
          ])
      ])
  }

  private var pod: Pod {
    let secret = platform.kafka.connectSecret
    let configMount = Container.Mount(volume: "config", path: "/etc/dsgen")
    let login = Container(
      name: "login", image: platform.images.connect, layout: .kafka, size: .small,
      command: ["bash", "/etc/dsgen/auth.sh"],
      environment: [
        Piece.secret("CONNECT_USER", secret, "USER"),
        Piece.secret("CONNECT_PASSWORD", secret, "PASSWORD"),
      ],
      mounts: [configMount])
    let health = Probe.command(["bash", "/etc/dsgen/health.sh"])
    let worker = Container(
      name: "connect", image: platform.images.connect, layout: .kafka, size: .connect,
      command: ["bash", "/etc/dsgen/start.sh"],
      environment: [
        Piece.podAddress("POD_ADDRESS"),
        Piece.variable("KAFKA_HEAP_OPTS", "-Xms1g -Xmx2g"),
        Piece.variable(
          "KAFKA_OPTS", "-Djava.security.auth.login.config=/etc/dsgen/jaas.conf"),
        Piece.variable("KAFKA_LOG4J_OPTS", "-Dlog4j2.configurationFile=/etc/dsgen/log4j2.yaml"),
        Piece.variable("LOG_DIR", "/tmp/logs"),
      ],
      ports: [("rest", 8083)],
      mounts: [configMount]
        + mounted.enumerated().map { index, secret in
          .init(volume: "secret-\(index)", path: SecretTable.connectMount(secret.name))
        },
      startup: Probe.every(10, health, timeout: 10, failures: 60),
      readiness: Probe.every(15, health, timeout: 10),
      // A worker that can't reach Kafka is unwell, but a restart would not mend it.
      liveness: Probe.every(30, Probe.tcp("rest"), failures: 6))
    return Pod(
      part: .connect, layout: .kafka, initContainers: [login], containers: [worker],
      volumes: [Piece.configMapVolume("config", config)]
        + mounted.enumerated().map { index, secret in
          .marked(
            secret.origin, Piece.secretVolume("secret-\(index)", secret.name, optional: true))
        },
      configuration: files.map(\.text).joined(), graceSeconds: 60, spread: true)
  }
}
