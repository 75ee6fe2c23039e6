internal import Diagnostics
internal import Emit
internal import IR

/// What a pod is: its labels, by which services, policies and budgets select it.
struct Part {
  /// `app.kubernetes.io/name`: the software.
  let name: String
  /// `app.kubernetes.io/component`: its role.
  let component: String
}

extension Part {
  static let postgres = Part(name: "postgresql", component: "database")
  static let postgresInit = Part(name: "postgresql", component: "init")
  static let kafka = Part(name: "kafka", component: "broker")
  static let connect = Part(name: "kafka-connect", component: "worker")
  static let apiServer = Part(name: "airflow", component: "api-server")
  static let scheduler = Part(name: "airflow", component: "scheduler")
  static let triggerer = Part(name: "airflow", component: "triggerer")
  static let dagProcessor = Part(name: "airflow", component: "dag-processor")
  static let migrate = Part(name: "airflow", component: "migrate")
}

/// The common frame of Kubernetes objects.
struct KubeObject {
  let platform: PlatformPlan

  /// An object in the platform's namespace; its lines come from the platform in the model.
  func object(
    _ apiVersion: String, _ kind: String, _ name: String, part: Part? = nil,
    annotations: [YAMLEntry] = [], _ body: [YAMLEntry]
  ) -> YAMLNode {
    var metadata: [YAMLEntry] = [
      YAMLEntry("name", .text(name)),
      YAMLEntry("namespace", .text(platform.namespace)),
      YAMLEntry("labels", labels(part)),
    ]
    if !annotations.isEmpty { metadata.append(YAMLEntry("annotations", .mapping(annotations))) }
    let head: [YAMLEntry] = [
      YAMLEntry("apiVersion", .text(apiVersion)),
      YAMLEntry("kind", .text(kind)),
      YAMLEntry("metadata", .mapping(metadata)),
    ]
    return .marked(platform.origin, .mapping(head + body))
  }

  func labels(_ part: Part?) -> YAMLNode {
    .entries([
      part.map { YAMLEntry("app.kubernetes.io/name", .text($0.name)) },
      part.map { YAMLEntry("app.kubernetes.io/component", .text($0.component)) },
      YAMLEntry("app.kubernetes.io/instance", .text(platform.slug)),
      YAMLEntry("app.kubernetes.io/part-of", "dsgen"),
      YAMLEntry("app.kubernetes.io/managed-by", "dsgen"),
    ])
  }

  /// What selects a part's pods, in services, workloads, budgets and policies alike.
  func selector(_ part: Part) -> YAMLNode {
    [
      "app.kubernetes.io/name": .text(part.name),
      "app.kubernetes.io/component": .text(part.component),
      "app.kubernetes.io/instance": .text(platform.slug),
    ]
  }

  func service(
    _ name: String, _ part: Part, headless: Bool = false, ports: [(name: String, port: Int)]
  ) -> YAMLNode {
    let listed = ports.map { port -> YAMLNode in
      ["name": .text(port.name), "port": .integer(port.port), "targetPort": .text(port.name)]
    }
    return object(
      "v1", "Service", name, part: part,
      [
        YAMLEntry(
          "spec",
          .entries([
            headless ? YAMLEntry("clusterIP", "None") : YAMLEntry("type", "ClusterIP"),
            headless
              ? YAMLEntry(
                "publishNotReadyAddresses", true,
                remark: "A pod's own name must resolve before it is ready.") : nil,
            YAMLEntry("selector", selector(part)),
            YAMLEntry("ports", .sequence(listed)),
          ]))
      ])
  }

  func configMap(_ name: String, part: Part, files: [(name: String, text: String)]) -> YAMLNode {
    object(
      "v1", "ConfigMap", name, part: part,
      [YAMLEntry("data", .mapping(files.map { YAMLEntry($0.name, Self.content($0.text)) }))])
  }

  /// A script keeps its lines; anything else stands on one.
  static func content(_ text: String) -> YAMLNode {
    text.utf8.contains(UInt8(ascii: "\n")) ? .block(text) : .text(text)
  }

  func disruptionBudget(_ name: String, _ part: Part, _ limit: YAMLEntry) -> YAMLNode {
    object(
      "policy/v1", "PodDisruptionBudget", name, part: part,
      [
        YAMLEntry(
          "spec",
          .mapping([
            limit, YAMLEntry("selector", ["matchLabels": selector(part)]),
          ]))
      ])
  }
}
