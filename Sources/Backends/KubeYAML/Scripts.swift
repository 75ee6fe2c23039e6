internal import Emit

/// Constant scripts and settings that the manifests carry in ConfigMaps.
enum Script {
  static func text(_ name: String) -> String { HoleTemplate.text("kube-\(name)") }

  /// Files of a ConfigMap, each from the template of its name with a prefix.
  static func files(_ prefix: String, _ names: [String]) -> [(name: String, text: String)] {
    names.map { ($0, text("\(prefix)-\($0)")) }
  }
}
