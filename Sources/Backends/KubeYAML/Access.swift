internal import Emit
internal import IR

/// Service accounts and rights: only Airflow's scheduler and triggerer speak to Kubernetes, and may
/// only handle pods of this namespace.
struct Access {
  let platform: PlatformPlan
  let names: KubeNames
  private var object: KubeObject { KubeObject(platform: platform) }
  private var role: String { "\(platform.slug)-pod-operator" }

  /// The account of the services, which never speak to Kubernetes.
  static func idleAccount(_ platform: PlatformPlan) -> String { "\(platform.slug)-services" }

  init(_ platform: PlatformPlan, _ names: KubeNames) {
    self.platform = platform
    self.names = names
  }

  func write(_ yaml: inout YAMLWriter) {
    yaml.document(account(Self.idleAccount(platform), token: false))
    yaml.document(account(platform.podServiceAccount, token: false))
    yaml.document(
      object.object(
        "rbac.authorization.k8s.io/v1", "Role", role, [YAMLEntry("rules", .sequence(rules))]))
    // An Airflow elsewhere has an account that only its administrator knows: the README says how to
    // bind it.
    if platform.airflow.external { return }
    yaml.document(account(names.airflow, token: true))
    yaml.document(
      object.object(
        "rbac.authorization.k8s.io/v1", "RoleBinding", role,
        [
          YAMLEntry(
            "roleRef",
            ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .text(role)]),
          YAMLEntry(
            "subjects",
            [
              [
                "kind": "ServiceAccount", "name": .text(names.airflow),
                "namespace": .text(platform.namespace),
              ]
            ]),
        ]))
  }

  private func account(_ name: String, token: Bool) -> YAMLNode {
    object.object(
      "v1", "ServiceAccount", name,
      [YAMLEntry("automountServiceAccountToken", .boolean(token))])
  }

  /// What `KubernetesPodOperator` calls (provider cncf.kubernetes 10, `hooks/kubernetes.py`,
  /// `operators/pod.py`, `utils/pod_manager.py`).
  private var rules: [YAMLNode] {
    [
      rule("pods", ["create", "delete", "get", "list", "patch", "watch"]),
      rule("pods/log", ["get"]),
      rule("events", ["list", "watch"]),
    ]
  }

  private func rule(_ resource: String, _ verbs: [String]) -> YAMLNode {
    [
      "apiGroups": [""],
      "resources": [.text(resource)],
      "verbs": .sequence(verbs.map { .text($0) }),
    ]
  }
}
