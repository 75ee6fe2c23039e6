import Emit
import IR

/// The manifests of a platform, read back.
struct Manifests {
  let files: [GeneratedFile]
  let objects: [YAMLValue]

  init(_ platform: PlatformPlan) {
    files = Fixture.files(platform)
    objects = files.filter {
      $0.path.hasSuffix(".yaml") && !$0.path.hasSuffix("kustomization.yaml")
    }
    .flatMap { readYAML($0.bytes) ?? [] }
  }

  func file(_ name: String) -> GeneratedFile? { files.first { $0.path.hasSuffix("/" + name) } }

  func text(_ name: String) -> String {
    file(name).map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
  }

  func named(_ kind: String) -> [String] {
    objects.filter { $0["kind"]?.text == kind }.compactMap { $0[path: "metadata.name"]?.text }
  }

  func object(_ kind: String, _ name: String) -> YAMLValue? {
    objects.first { $0["kind"]?.text == kind && $0[path: "metadata.name"]?.text == name }
  }

  /// The pod template of each workload, with the workload's name.
  var pods: [(name: String, template: YAMLValue)] {
    objects.compactMap { object in
      guard let template = object[path: "spec.template"] else { return nil }
      return (object[path: "metadata.name"]?.text ?? "", template)
    }
  }

  static func containers(_ template: YAMLValue) -> [YAMLValue] {
    ["initContainers", "containers"].flatMap { template[path: "spec.\($0)"]?.items ?? [] }
  }

  /// What Pod Security "restricted" (1.32) and this project's own rules find wrong with a pod.
  static func faults(_ template: YAMLValue) -> [String] {
    var faults: [String] = []
    func demand(_ holds: Bool, _ what: String) { if !holds { faults.append(what) } }
    let spec = template["spec"]!
    demand(spec[path: "securityContext.runAsNonRoot"]?.text == "true", "runAsNonRoot")
    demand((spec[path: "securityContext.runAsUser"]?.text ?? "0") != "0", "runAsUser")
    demand(
      spec[path: "securityContext.seccompProfile.type"]?.text == "RuntimeDefault", "seccompProfile")
    for key in ["hostNetwork", "hostPID", "hostIPC"] { demand(spec[key] == nil, key) }
    demand(spec["enableServiceLinks"]?.text == "false", "enableServiceLinks")
    let kinds = ["configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret"]
    for volume in spec["volumes"]?.items ?? [] {
      let kind = volume.entries.map(\.key).first { $0 != "name" }
      demand(kinds.contains(kind ?? ""), "volume \(kind ?? "")")
    }
    for container in containers(template) {
      let security = container["securityContext"]
      demand(security?["allowPrivilegeEscalation"]?.text == "false", "allowPrivilegeEscalation")
      demand(security?["readOnlyRootFilesystem"]?.text == "true", "readOnlyRootFilesystem")
      demand(security?[path: "capabilities.drop"]?.items.map(\.text) == ["ALL"], "drop ALL")
      for part in ["requests", "limits"] {
        for resource in ["cpu", "memory"] {
          demand(container[path: "resources.\(part).\(resource)"] != nil, "\(part) \(resource)")
        }
      }
      let volumes = Set((spec["volumes"]?.items ?? []).compactMap { $0["name"]?.text })
      for mount in container["volumeMounts"]?.items ?? [] {
        let name = mount["name"]?.text ?? ""
        demand(volumes.contains(name) || ["data", "logs"].contains(name), "volume \(name)")
      }
      demand(container["ports"]?.items.allSatisfy { $0["hostPort"] == nil } ?? true, "hostPort")
    }
    return faults
  }
}
