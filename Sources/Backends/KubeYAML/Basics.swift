internal import Emit
internal import IR

/// The small parts that need no file of their own.
enum Basics {
  static func namespace(_ platform: PlatformPlan) -> YAMLNode {
    let level = "pod-security.kubernetes.io"
    return .marked(
      platform.origin,
      [
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": [
          "name": .text(platform.namespace),
          "labels": KubeObject(platform: platform).labels(nil).adding([
            YAMLEntry("\(level)/enforce", "restricted"),
            YAMLEntry("\(level)/enforce-version", "v1.32"),
            YAMLEntry("\(level)/audit", "restricted"),
            YAMLEntry("\(level)/warn", "restricted"),
          ]),
        ],
      ])
  }

  /// Written by the render pod, read by all others, on whatever nodes they run. Its storage
  /// class is the model's to name: the one with ReadWriteMany differs from cluster to cluster.
  static func artifacts(_ platform: PlatformPlan) -> YAMLNode {
    KubeObject(platform: platform).object(
      "v1", "PersistentVolumeClaim", platform.artifactsClaim,
      [
        YAMLEntry(
          "spec",
          Piece.claimSpec(
            storage: platform.artifactsStorage, storageClass: platform.artifactsStorageClass,
            mode: "ReadWriteMany"))
      ])
  }

  static func disruptionBudgets(
    _ platform: PlatformPlan, _ names: KubeNames, _ yaml: inout YAMLWriter
  ) {
    let object = KubeObject(platform: platform)
    let one = YAMLEntry("maxUnavailable", 1)
    let whole = YAMLEntry(
      "minAvailable", 1,
      remark: "The only pod: a drain stops here until its operator decides to take it down.")
    if !platform.postgres.external {
      yaml.document(object.disruptionBudget(names.postgres, .postgres, whole))
    }
    if !platform.kafka.external {
      let limit = platform.kafka.brokers > 1 ? one : whole
      yaml.document(object.disruptionBudget(names.kafka, .kafka, limit))
    }
    yaml.document(object.disruptionBudget(names.connect, .connect, one))
    if !platform.airflow.external {
      yaml.document(object.disruptionBudget(names.apiServer, .apiServer, one))
    }
  }
}
