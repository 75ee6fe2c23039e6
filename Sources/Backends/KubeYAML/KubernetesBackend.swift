public import Emit
public import IR

/// Kubernetes manifests and the README of a platform, made once by its administrator.
public enum KubernetesBackend {
  /// Everything of `bootstrap/<platform>`: manifests, README, and the infrastructure DAG, which is
  /// also carried by a ConfigMap, since kustomize reads no file above its folder.
  /// - Parameter infrastructureDAG: the DAG's file; its text is passed on unchanged.
  public static func bootstrap(
    _ platform: PlatformPlan, infrastructureDAG: GeneratedFile
  ) -> [GeneratedFile] {
    let names = KubeNames(platform)
    let manifests = Manifest.all(platform, names, dag: infrastructureDAG)
    let folder = "\(platform.folder)/kubernetes"
    var files = manifests.map { $0.file(in: folder, platform) }
    files.append(Kustomization(manifests).file(in: folder, platform))
    files.append(
      GeneratedFile(
        path: "\(platform.folder)/airflow/\(AirflowEnvironment.dagFile(platform))",
        bytes: infrastructureDAG.bytes, origins: infrastructureDAG.origins))
    files.append(Readme(platform, names, manifests).file)
    return files
  }
}
