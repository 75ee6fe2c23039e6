internal import Emit
internal import IR

/// Default deny, and one policy for each part with exactly the flows that it needs.
///
/// A flow is written at both of its ends, from one table.
struct NetworkPolicies {
  let platform: PlatformPlan
  let names: KubeNames
  private var object: KubeObject { KubeObject(platform: platform) }

  init(_ platform: PlatformPlan, _ names: KubeNames) {
    self.platform = platform
    self.names = names
  }

  func write(_ yaml: inout YAMLWriter) {
    yaml.document(
      object.object(
        "networking.k8s.io/v1", "NetworkPolicy", "default-deny",
        [
          YAMLEntry("spec", ["podSelector": [:], "policyTypes": ["Ingress", "Egress"]])
        ]))
    yaml.document(
      object.object("networking.k8s.io/v1", "NetworkPolicy", "dns", [YAMLEntry("spec", dns)]))
    let flows = NetworkFlows(platform)
    for client in flows.parties {
      yaml.document(policy(client, flows))
    }
  }

  /// Names are resolved by the cluster's DNS, or by the node's cache in front of it.
  private var dns: YAMLNode {
    let cluster: YAMLNode = [
      "namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": "kube-system"]],
      "podSelector": ["matchLabels": ["k8s-app": "kube-dns"]],
    ]
    let nodeCache: YAMLNode = ["ipBlock": ["cidr": "169.254.20.10/32"]]
    return [
      "podSelector": [:],
      "policyTypes": ["Egress"],
      "egress": [
        [
          "to": [cluster, nodeCache],
          "ports": [port(53, "UDP"), port(53, "TCP")],
        ]
      ],
    ]
  }

  private func policy(_ party: Party, _ flows: NetworkFlows) -> YAMLNode {
    var ingress = flows.into(party).map { flow -> YAMLNode in
      ["from": .sequence(flow.clients.map(peer)), "ports": .sequence(flow.ports.map { port($0) })]
    }
    if party == .postgres, !platform.readers.isEmpty {
      ingress.append(
        ["from": .sequence(platform.readers.map(peer)), "ports": .sequence([port(5432)])])
    }
    let egress = flows.from(party).map { flow -> YAMLNode in
      .entries([
        flow.targets.isEmpty ? nil : YAMLEntry("to", .sequence(flow.targets)),
        YAMLEntry("ports", .sequence(flow.ports.map { port($0) })),
      ])
    }
    let name = KubeNames.fitted(platform.slug + "-" + party.name, "")
    return object.object(
      "networking.k8s.io/v1", "NetworkPolicy", name,
      [
        YAMLEntry(
          "spec",
          .entries([
            YAMLEntry("podSelector", ["matchLabels": party.selector(platform)]),
            YAMLEntry("policyTypes", ["Ingress", "Egress"]),
            ingress.isEmpty ? nil : YAMLEntry("ingress", .sequence(ingress)),
            egress.isEmpty ? nil : YAMLEntry("egress", .sequence(egress)),
          ]))
      ])
  }

  private func peer(_ party: Party) -> YAMLNode {
    ["podSelector": ["matchLabels": party.selector(platform)]]
  }

  /// The merges of a platform that mirrors this one's tables, in a namespace of their own.
  private func peer(_ reader: PlatformReader) -> YAMLNode {
    [
      "namespaceSelector": [
        "matchLabels": ["kubernetes.io/metadata.name": .text(reader.namespace)]
      ],
      "podSelector": [
        "matchLabels": .mapping(
          Party.identifying(reader.labels).map { YAMLEntry($0.variable, .text($0.value)) })
      ],
    ]
  }

  private func port(_ port: Int, _ transport: String = "TCP") -> YAMLNode {
    ["protocol": .text(transport), "port": .integer(port)]
  }
}
