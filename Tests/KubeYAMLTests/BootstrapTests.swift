import Emit
import IR
import Testing

@testable import KubeYAML

@Suite struct BootstrapTests {
  static let platforms = [Fixture.inside, Fixture.outside, Fixture.hostile]

  @Test(arguments: platforms) func everyFileIsReadAndListed(_ platform: PlatformPlan) {
    let manifests = Manifests(platform)
    let paths = manifests.files.map(\.path)
    #expect(Set(paths).count == paths.count)
    for file in manifests.files where file.path.hasSuffix(".yaml") {
      #expect(readYAML(file.bytes) != nil, "\(file.path)")
    }
    let listed = readYAML(manifests.file("kustomization.yaml")!.bytes)![0]["resources"]!.items
    let written = paths.filter { $0.hasSuffix(".yaml") && !$0.hasSuffix("kustomization.yaml") }
    #expect(
      listed.map { "\(platform.name)/kubernetes/" + $0.text! } == written)
    let readme = manifests.text("README.md")
    for path in paths {
      #expect(readme.contains("`\(path.dropFirst(platform.name.count + 1))`"), "\(path)")
    }
  }

  @Test(arguments: platforms) func podsAreRestricted(_ platform: PlatformPlan) {
    for pod in Manifests(platform).pods {
      #expect(Manifests.faults(pod.template) == [], "\(pod.name)")
    }
  }

  @Test func workloads() {
    let inside = Manifests(Fixture.inside)
    #expect(
      inside.named("StatefulSet") == ["pg-data", "kafka", "airflow-scheduler", "airflow-triggerer"])
    #expect(
      inside.named("Deployment") == [
        "kafka-connect", "airflow-api-server", "airflow-dag-processor",
      ])
    #expect(
      inside.named("Job").map { String($0.dropLast(9)) } == ["pg-data-init", "airflow-migrate"])
    let outside = Manifests(Fixture.outside)
    #expect(outside.named("StatefulSet") == [])
    #expect(outside.named("Deployment") == ["kafka-connect"])
    #expect(outside.named("Job") == [])
  }

  @Test(arguments: platforms) func namesAreLegalAndUnique(_ platform: PlatformPlan) {
    var seen: Set<String> = []
    for object in Manifests(platform).objects {
      let kind = object["kind"]!.text!
      let name = object[path: "metadata.name"]!.text!
      #expect(seen.insert("\(kind)/\(name)").inserted, "\(kind)/\(name)")
      let limit = kind == "StatefulSet" ? 52 : kind == "Service" || kind == "Job" ? 63 : 253
      #expect(name.utf8.count <= limit, "\(kind)/\(name)")
      #expect(name.utf8.allSatisfy { $0 == 45 || $0 == 46 || $0 >= 97 || (48...57).contains($0) })
    }
  }

  @Test(arguments: platforms) func secretsAreThoseOfTheTable(_ platform: PlatformPlan) {
    let manifests = Manifests(platform)
    let table = platform.secrets.objects
    var used: Set<String> = []
    for value in manifests.objects.flatMap(\.all) {
      if let reference = value["secretKeyRef"] {
        let secret = table.first { $0.name == reference["name"]?.text }
        #expect(secret?.keys.contains(reference["key"]?.text ?? "") == true, "\(reference)")
        used.insert(reference["name"]?.text ?? "")
      }
      if let name = value[path: "secret.secretName"]?.text { used.insert(name) }
      #expect(value["kind"]?.text != "Secret")
    }
    let names = Set(table.map(\.name))
    #expect(used.isSubset(of: names))
    #expect(Set(table.filter(\.mountedByConnect).map(\.name)).isSubset(of: used))
    let readme = manifests.text("README.md")
    for secret in table {
      #expect(readme.contains("create secret generic \(secret.name) \\\n"))
      #expect(readme.contains("| `\(secret.name)` | "))
    }
  }

  @Test(arguments: platforms) func theDAGIsCarriedUnchanged(_ platform: PlatformPlan) {
    let manifests = Manifests(platform)
    let file = manifests.file("\(platform.name)_infrastructure.py")
    #expect(file?.bytes == Array(Fixture.dagText.utf8))
    #expect(file?.origins == [OriginMark(line: 1, span: Fixture.origin)])
    let maps = manifests.objects.compactMap {
      $0[path: "data"]?["\(platform.name)_infrastructure.py"]
    }
    #expect(maps.compactMap(\.text) == [Fixture.dagText])
  }

  @Test func connectMountsWhatConnectorsName() {
    let pod = Manifests(Fixture.inside).object("Deployment", "kafka-connect")![
      path: "spec.template"]!
    let mounts = pod[path: "spec.containers"]!.items[0]["volumeMounts"]!.items
    let paths = mounts.compactMap { $0["mountPath"]?.text }.filter { $0.hasPrefix("/mnt/secrets/") }
    #expect(
      paths
        == ["prod-live-postgres", "usa-sales-ca", "usa-sales-kafka"].map(
          SecretTable.connectMount))
  }

  @Test func userTextIsNotExpandedByKubernetes() {
    let job = Manifests(Fixture.hostile).pods.first { $0.name.contains("-init-") }!
    let args = job.template[path: "spec.containers"]!.items[0]["args"]!.items.compactMap(\.text)
    #expect(args == ["d'; drop table x; --\"$$(HOME)`"])
    let rows = [("a", "a"), ("$", "$$"), ("$(A)", "$$(A)"), ("$$(A)", "$$$$(A)"), ("$x", "$$x")]
    for (text, literal) in rows { #expect(Piece.literal(text) == literal) }
  }

  @Test func linesComeFromThePlatform() {
    let file = Manifests(Fixture.inside).file("kafka.yaml")!
    let lines = String(decoding: file.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let kind = lines.firstIndex { $0 == "kind: StatefulSet" }!
    #expect(file.origin(ofLine: kind + 1) == Fixture.origin)
    #expect(file.origin(ofLine: 1) == nil)
  }

  @Test func aJobIsNamedAfterItsContent() {
    var changed = Fixture.inside
    changed.images.airflow += "1"
    let before = Manifests(Fixture.inside).named("Job")
    let after = Manifests(changed).named("Job")
    #expect(before[0] == after[0])
    #expect(before[1] != after[1])
  }

  @Test func brokersAgreeOnTheQuorum() {
    let text = Manifests(Fixture.inside).text("kafka.yaml")
    let domain = "kafka-brokers.ds-prod.svc.cluster.local:9093"
    #expect(
      text.contains("voters=0@kafka-0.\(domain),1@kafka-1.\(domain),2@kafka-2.\(domain)\n"))
    let kafka = KafkaManifest(Fixture.inside, KubeNames(Fixture.inside))
    #expect(kafka.clusterID.utf8.count == 22)
    #expect(kafka.clusterID.utf8.first! >= UInt8(ascii: "A"))
  }
}
