internal import Emit

/// A container, to be given the platform's common security settings.
struct Container {
  var name: String
  var image: String
  var layout: ImageLayout
  var size: Size
  var command: [String] = []
  var args: [String] = []
  var environment: [YAMLNode] = []
  /// A ConfigMap each entry of which becomes a variable.
  var settings: String?
  var ports: [(name: String, port: Int)] = []
  var mounts: [Mount] = []
  var startup: YAMLNode?
  var readiness: YAMLNode?
  var liveness: YAMLNode?

  struct Mount {
    var volume: String
    var path: String
    var subPath: String?
    var readOnly = true
  }

  var node: YAMLNode {
    let written = layout.writable.map { Mount(volume: $0.volume, path: $0.path, readOnly: false) }
    return .entries([
      YAMLEntry("name", .text(name)),
      YAMLEntry("image", .text(image)),
      YAMLEntry("imagePullPolicy", "IfNotPresent"),
      command.isEmpty ? nil : YAMLEntry("command", .sequence(command.map(KubeObject.content))),
      args.isEmpty ? nil : YAMLEntry("args", .sequence(args.map(KubeObject.content))),
      settings.map { YAMLEntry("envFrom", [["configMapRef": ["name": .text($0)]]]) },
      environment.isEmpty ? nil : YAMLEntry("env", .sequence(environment)),
      ports.isEmpty ? nil : YAMLEntry("ports", .sequence(ports.map(Self.port))),
      startup.map { YAMLEntry("startupProbe", $0) },
      readiness.map { YAMLEntry("readinessProbe", $0) },
      liveness.map { YAMLEntry("livenessProbe", $0) },
      YAMLEntry("resources", size.node),
      YAMLEntry(
        "securityContext",
        [
          "allowPrivilegeEscalation": false,
          "readOnlyRootFilesystem": true,
          "capabilities": ["drop": ["ALL"]],
        ]),
      YAMLEntry("volumeMounts", .sequence((written + mounts).map(Self.mount))),
    ])
  }

  private static func port(_ port: (name: String, port: Int)) -> YAMLNode {
    ["name": .text(port.name), "containerPort": .integer(port.port)]
  }

  private static func mount(_ mount: Mount) -> YAMLNode {
    .entries([
      YAMLEntry("name", .text(mount.volume)),
      YAMLEntry("mountPath", .text(mount.path)),
      mount.subPath.map { YAMLEntry("subPath", .text($0)) },
      mount.readOnly ? YAMLEntry("readOnly", true) : nil,
    ])
  }
}

/// A pod that passes Pod Security "restricted", all of whose containers run from one image layout.
struct Pod {
  var part: Part
  var layout: ImageLayout
  /// Nil: it never speaks to Kubernetes and gets no token.
  var serviceAccount: String?
  var initContainers: [Container] = []
  var containers: [Container]
  var volumes: [YAMLNode] = []
  /// Changes when the configuration does, so that the pods are replaced then.
  var configuration: String = ""
  var graceSeconds = 30
  /// Spread over nodes, for parts with several pods.
  var spread = false
  /// Set for a Job.
  var restartPolicy: String?

  func template(_ object: KubeObject) -> YAMLNode {
    let annotations: YAMLEntry? =
      configuration.isEmpty
      ? nil
      : YAMLEntry(
        "annotations", ["dsgen.io/configuration": .text(ContentHash.hex(configuration.utf8))])
    return [
      "metadata": .entries([YAMLEntry("labels", object.labels(part)), annotations]),
      "spec": spec(object),
    ]
  }

  private func spec(_ object: KubeObject) -> YAMLNode {
    let written = layout.writable.map { path -> YAMLNode in
      [
        "name": .text(path.volume),
        "emptyDir": .entries([
          path.memory ? YAMLEntry("medium", "Memory") : nil,
          YAMLEntry("sizeLimit", .text(path.limit)),
        ]),
      ]
    }
    return .entries([
      YAMLEntry(
        "serviceAccountName", .text(serviceAccount ?? Access.idleAccount(object.platform))),
      YAMLEntry("automountServiceAccountToken", .boolean(serviceAccount != nil)),
      YAMLEntry(
        "enableServiceLinks", false,
        remark: "Else a Service named kafka becomes KAFKA_PORT=tcp://… in every container."),
      restartPolicy.map { YAMLEntry("restartPolicy", .text($0)) },
      YAMLEntry("terminationGracePeriodSeconds", .integer(graceSeconds)),
      YAMLEntry("securityContext", security),
      spread ? YAMLEntry("topologySpreadConstraints", [spreading(object)]) : nil,
      initContainers.isEmpty
        ? nil : YAMLEntry("initContainers", .sequence(initContainers.map(\.node))),
      YAMLEntry("containers", .sequence(containers.map(\.node))),
      YAMLEntry("volumes", .sequence(written + volumes)),
    ])
  }

  private var security: YAMLNode {
    [
      "runAsNonRoot": true,
      "runAsUser": .integer(layout.user),
      "runAsGroup": .integer(layout.group),
      "fsGroup": .integer(layout.volumeGroup),
      "fsGroupChangePolicy": "OnRootMismatch",
      "seccompProfile": ["type": "RuntimeDefault"],
    ]
  }

  private func spreading(_ object: KubeObject) -> YAMLNode {
    [
      "maxSkew": 1,
      "topologyKey": "kubernetes.io/hostname",
      "whenUnsatisfiable": "ScheduleAnyway",
      "labelSelector": ["matchLabels": object.selector(part)],
    ]
  }
}
