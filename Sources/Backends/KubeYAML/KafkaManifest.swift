internal import Emit
internal import IR

/// The platform's own Kafka: one or three nodes, each broker and controller (KRaft).
struct KafkaManifest {
  let platform: PlatformPlan
  let names: KubeNames
  private var object: KubeObject { KubeObject(platform: platform) }
  private var set: String {
    KubeNames.fitted(names.kafka, "", limit: KubeNames.statefulSetLimit)
  }
  private var config: String { KubeNames.fitted(names.kafka, "-config") }

  static let data = "/var/lib/kafka/data"
  static let storage = "100Gi"

  init(_ platform: PlatformPlan, _ names: KubeNames) {
    self.platform = platform
    self.names = names
  }

  func write(_ yaml: inout YAMLWriter) {
    yaml.document(object.service(names.kafka, .kafka, ports: [("broker", 9092)]))
    yaml.document(
      object.service(
        names.kafkaPods, .kafka, headless: true,
        ports: [("broker", 9092), ("controller", 9093)]))
    yaml.document(object.configMap(config, part: .kafka, files: files))
    yaml.document(brokers)
  }

  private var files: [(name: String, text: String)] {
    [
      ("server.properties", JavaProperties.text(properties)),
      ("start.sh", Script.text("kafka-start.sh")),
      ("log4j2.yaml", Script.text("log4j2.yaml")),
    ]
  }

  private var properties: [(key: String, value: String)] {
    let copies = String(platform.kafka.brokers)
    let required = String(max(1, platform.kafka.brokers - 1))
    let voters = (0..<platform.kafka.brokers).map {
      "\($0)@\(set)-\($0).\(names.host(names.kafkaPods)):9093"
    }
    return [
      ("process.roles", "broker,controller"),
      ("controller.quorum.voters", voters.joined(separator: ",")),
      ("listeners", "BROKER://:9092,CONTROLLER://:9093"),
      ("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
      ("inter.broker.listener.name", "BROKER"),
      ("controller.listener.names", "CONTROLLER"),
      ("log.dirs", Self.data + "/logs"),
      ("auto.create.topics.enable", "false"),
      ("default.replication.factor", copies),
      ("min.insync.replicas", required),
      ("offsets.topic.replication.factor", copies),
      ("transaction.state.log.replication.factor", copies),
      ("transaction.state.log.min.isr", required),
      ("share.coordinator.state.topic.replication.factor", copies),
      ("share.coordinator.state.topic.min.isr", required),
    ]
  }

  private var brokers: YAMLNode {
    object.object(
      "apps/v1", "StatefulSet", set, part: .kafka,
      [
        YAMLEntry(
          "spec",
          .mapping([
            YAMLEntry("serviceName", .text(names.kafkaPods)),
            YAMLEntry("replicas", .integer(platform.kafka.brokers)),
            YAMLEntry(
              "podManagementPolicy", "Parallel",
              remark: "A controller is ready only when a majority is there: none may wait."),
            YAMLEntry("selector", ["matchLabels": object.selector(.kafka)]),
            YAMLEntry("template", pod.template(object)),
            YAMLEntry(
              "volumeClaimTemplates",
              [
                Piece.claim(
                  "data", storage: Self.storage, storageClass: platform.postgres.storageClass,
                  mode: "ReadWriteOnce", labels: object.selector(.kafka))
              ]),
          ]))
      ])
  }

  private var pod: Pod {
    let container = Container(
      name: "kafka", image: platform.images.kafka, layout: .kafka, size: .kafka,
      command: ["bash", "/etc/dsgen/start.sh"],
      environment: [
        Piece.variable("CLUSTER_ID", clusterID),
        Piece.variable("BROKER_DOMAIN", names.host(names.kafkaPods)),
        Piece.variable("KAFKA_HEAP_OPTS", "-Xms1g -Xmx1g"),
        Piece.variable("KAFKA_LOG4J_OPTS", "-Dlog4j2.configurationFile=/etc/dsgen/log4j2.yaml"),
        Piece.variable("LOG_DIR", "/tmp/logs"),
        // Without -loggc: no file of the garbage collector.
        Piece.variable("EXTRA_ARGS", "-name kafkaServer"),
      ],
      ports: [("broker", 9092), ("controller", 9093)],
      mounts: [
        .init(volume: "data", path: Self.data, readOnly: false),
        .init(volume: "config", path: "/etc/dsgen"),
      ],
      startup: Probe.every(5, Probe.tcp("broker"), failures: 60),
      readiness: Probe.every(10, Probe.tcp("broker")),
      liveness: Probe.every(30, Probe.tcp("broker"), failures: 6))
    return Pod(
      part: .kafka, layout: .kafka, containers: [container],
      volumes: [Piece.configMapVolume("config", config)],
      configuration: files.map(\.text).joined(), graceSeconds: 120,
      spread: platform.kafka.brokers > 1)
  }

  /// The cluster's id, which never changes: 128 bits of a hash of namespace and cluster, as Kafka
  /// writes a UUID (base64url without padding).
  var clusterID: String {
    let seed = Array("\(platform.namespace)/\(platform.kafka.cluster)".utf8)
    let high = ContentHash.value(seed)
    let low = ContentHash.value(seed, seed: high)
    var bytes = (0..<8).map { UInt8(truncatingIfNeeded: high >> (56 - 8 * $0)) }
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) }
    bytes[0] &= 0x7F  // Its first character is then a letter, which no option parser mistakes.
    return base64URL(bytes)
  }

  private func base64URL(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var result = ""
    var bits = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | Int(byte)
      count += 8
      while count >= 6 {
        count -= 6
        result.append(digits[bits >> count & 63])
      }
      bits &= 63
    }
    if count > 0 { result.append(digits[bits << (6 - count) & 63]) }
    return result
  }
}
