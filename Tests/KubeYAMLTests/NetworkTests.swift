import IR
import Testing

@testable import KubeYAML

@Suite struct NetworkTests {
  @Test func addresses() {
    let rows: [(String, String?)] = [
      ("10.1.2.3", "10.1.2.3/32"), ("256.1.1.1", nil), ("1.2.3", nil), ("01.2.3.4", nil),
      ("1.2.3.4.5", nil), ("1..2.3", nil), ("a.b", nil), ("::1", "::1/128"), ("::", "::/128"),
      ("fd00::1:2", "fd00::1:2/128"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8/128"),
      ("1:2:3:4:5:6:7", nil), ("1::2::3", nil), ("1:2", nil), (":1:2:3:4:5:6:7", nil),
      ("fd00::12345", nil), ("", nil), ("fe80::1%eth0", nil),
    ]
    for (host, network) in rows { #expect(Address.network(host) == network, "\(host)") }
    let authorities: [(String, String, Int)] = [
      ("a:1", "a", 1), ("a", "a", 9), ("[::1]:2", "::1", 2), ("[::1]", "::1", 9), ("::1", "::1", 9),
    ]
    for (text, host, port) in authorities {
      #expect(Address.ofAuthority(text, port: 9) == (host, port))
    }
    #expect(Address.ofURL("https://h:8443/a/b.git")! == ("h", 8443))
    #expect(Address.ofURL("https://h/a")! == ("h", 443))
  }

  /// Each flow inside the namespace is open at both ends.
  @Test(arguments: [Fixture.inside, Fixture.outside]) func flowsHaveTwoEnds(
    _ platform: PlatformPlan
  ) {
    let flows = NetworkFlows(platform)
    for server in flows.parties {
      for incoming in flows.into(server) {
        for client in incoming.clients {
          let ports = flows.from(client).filter { !$0.targets.isEmpty }.map(\.ports)
          #expect(flows.parties.contains(client), "\(client)")
          #expect(ports.contains(incoming.ports), "\(client) to \(server)")
        }
      }
    }
  }

  /// Ports that a part may reach outside, and the addresses.
  @Test func outsideIsExact() {
    func open(_ platform: PlatformPlan, _ name: String) -> [String] {
      let policy = Manifests(platform).object("NetworkPolicy", "prod-live-" + name)
      return (policy?[path: "spec.egress"]?.items ?? []).flatMap { rule -> [String] in
        let ports = rule["ports"]!.items.compactMap { $0["port"]?.text }
        let blocks = rule["to"]?.items.compactMap { $0[path: "ipBlock.cidr"]?.text }
        guard let blocks else { return ports.map { "any:" + $0 } }
        return blocks.flatMap { block in ports.map { "\(block):\($0)" } }
      }
    }
    let rows: [(String, [String], [String])] = [
      (
        "kafka-connect", ["10.1.2.3/32:9093", "any:9093"],
        ["10.9.8.7/32:9094", "10.1.2.3/32:9093", "any:5432", "any:9093"]
      ),
      ("pods-merge", ["any:5433"], ["any:5432", "any:5433"]),
      ("pods-snapshot", [], ["10.4.4.4/32:5434", "any:5432"]),
      ("pods-render", ["any:443"], ["any:443"]),
      ("pods-connect", [], ["any:5432"]),
      ("airflow-scheduler", ["any:443", "any:6443"], []),
      ("airflow-dag-processor", ["any:443"], []),
      ("airflow-api-server", [], []),
      ("kafka", [], []), ("postgres", [], []),
    ]
    for (name, inside, outside) in rows {
      #expect(open(Fixture.inside, name) == inside, "\(name)")
      #expect(open(Fixture.outside, name) == outside, "\(name)")
    }
  }

  /// The merges of a platform that mirrors this one's tables come from their own namespace.
  @Test func readersOfAPrimaryAreLetIn() {
    func clients(_ platform: PlatformPlan) -> [String] {
      let policy = Manifests(platform).object("NetworkPolicy", "prod-live-postgres")
      var found: [String] = []
      for rule in policy?[path: "spec.ingress"]?.items ?? [] {
        let port = rule["ports"]?.items.first?["port"]?.text ?? ""
        for peer in rule["from"]?.items ?? [] {
          guard let space = peer[path: "namespaceSelector.matchLabels"]?.entries.first?.value.text
          else { continue }
          let labels = peer[path: "podSelector.matchLabels"]?.entries.compactMap(\.value.text) ?? []
          found.append(([space] + labels + [port]).joined(separator: " "))
        }
      }
      return found
    }
    #expect(clients(Fixture.inside).isEmpty)
    var primary = Fixture.inside
    var mirror = Fixture.inside
    mirror.slug = "history"
    primary.readers = [
      PlatformReader(name: "history", namespace: "ns-history", labels: mirror.podLabels(.merge))
    ]
    #expect(clients(primary) == ["ns-history merge history dsgen 5432"])
  }

  @Test func thePodsOfAirflowAreSelected() {
    let manifests = Manifests(Fixture.outside)
    for role in PodRole.allCases {
      let policy = manifests.object("NetworkPolicy", "prod-live-pods-\(role.rawValue)")
      let wanted = policy?[path: "spec.podSelector.matchLabels"]?.entries ?? []
      let carried = Fixture.outside.podLabels(role)
      #expect(!wanted.isEmpty)
      for label in wanted {
        #expect(carried.contains { $0.variable == label.key && $0.value == label.value.text })
      }
    }
  }
}
