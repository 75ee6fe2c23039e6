internal import Emit
internal import IR

/// Small pieces of pods that several parts use.
enum Piece {
  /// A plain variable. Kubernetes expands `$(NAME)` in values; a text of the model must not be.
  static func variable(_ name: String, _ value: String) -> YAMLNode {
    ["name": .text(name), "value": .text(literal(value))]
  }

  /// A variable that refers to variables above it by `$(NAME)`. A constant of dsgen's own.
  static func expanded(_ name: String, _ value: StaticString) -> YAMLNode {
    ["name": .text(name), "value": .text("\(value)")]
  }

  static func secret(_ name: String, _ secret: String, _ key: String) -> YAMLNode {
    [
      "name": .text(name),
      "valueFrom": ["secretKeyRef": ["name": .text(secret), "key": .text(key)]],
    ]
  }

  static func secret(_ reference: SecretReference) -> YAMLNode {
    secret(reference.variable, reference.secret, reference.key)
  }

  static func podAddress(_ name: String) -> YAMLNode {
    ["name": .text(name), "valueFrom": ["fieldRef": ["fieldPath": "status.podIP"]]]
  }

  /// A text in `command`, `args` or a variable's value, where `$(NAME)` would be a reference and
  /// `$$` is a dollar.
  static func literal(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result += scalar == "$" ? "$$" : String(scalar) }
    return result
  }

  static func configMapVolume(_ name: String, _ configMap: String) -> YAMLNode {
    ["name": .text(name), "configMap": ["name": .text(configMap)]]
  }

  /// A Secret as files that only the pod's group reads.
  /// - Parameter optional: the pod starts without it; what reads it fails alone.
  static func secretVolume(_ name: String, _ secret: String, optional: Bool) -> YAMLNode {
    [
      "name": .text(name),
      "secret": .entries([
        YAMLEntry("secretName", .text(secret)),
        YAMLEntry("defaultMode", 0o440),
        optional ? YAMLEntry("optional", true) : nil,
      ]),
    ]
  }

  static func claim(
    _ name: String, storage: String, storageClass: String?, mode: String, labels: YAMLNode
  ) -> YAMLNode {
    [
      "metadata": ["name": .text(name), "labels": labels],
      "spec": claimSpec(storage: storage, storageClass: storageClass, mode: mode),
    ]
  }

  static func claimSpec(storage: String, storageClass: String?, mode: String) -> YAMLNode {
    .entries([
      YAMLEntry("accessModes", [.text(mode)]),
      storageClass.map { YAMLEntry("storageClassName", .text($0)) },
      YAMLEntry("resources", ["requests": ["storage": .text(storage)]]),
    ])
  }
}

/// Probes. The numbers are in seconds.
enum Probe {
  static func http(_ path: String, _ port: String) -> YAMLEntry {
    YAMLEntry("httpGet", ["path": .text(path), "port": .text(port)])
  }

  static func tcp(_ port: String) -> YAMLEntry { YAMLEntry("tcpSocket", ["port": .text(port)]) }

  static func command(_ words: [String]) -> YAMLEntry {
    YAMLEntry("exec", ["command": .sequence(words.map { .text($0) })])
  }

  static func every(
    _ period: Int, _ check: YAMLEntry, timeout: Int = 5, failures: Int = 3
  ) -> YAMLNode {
    .mapping([
      check,
      YAMLEntry("periodSeconds", .integer(period)),
      YAMLEntry("timeoutSeconds", .integer(timeout)),
      YAMLEntry("failureThreshold", .integer(failures)),
    ])
  }
}
