internal import Emit
internal import IR

/// Airflow 3: api-server, scheduler with LocalExecutor, dag-processor, triggerer, and a Job that
/// migrates the database, makes the first administrator and the platform's pool.
///
/// Tasks only wait for pods that they launch, so no executor with workers is needed.
struct AirflowManifest {
  let platform: PlatformPlan
  let names: KubeNames
  let dag: GeneratedFile
  private let environment: AirflowEnvironment
  private var object: KubeObject { KubeObject(platform: platform) }
  private var dagConfig: String { KubeNames.fitted(names.airflow, "-infrastructure-dag") }
  private var settings: String { KubeNames.fitted(names.airflow, "-settings") }

  init(_ platform: PlatformPlan, _ names: KubeNames, dag: GeneratedFile) {
    self.platform = platform
    self.names = names
    self.dag = dag
    environment = AirflowEnvironment(platform, names)
  }

  func write(_ yaml: inout YAMLWriter) {
    yaml.document(dagConfigMap)
    if platform.airflow.external { return }
    yaml.document(
      object.configMap(settings, part: .scheduler, files: environment.settings))
    yaml.document(object.service(names.apiServer, .apiServer, ports: [("http", 8080)]))
    yaml.document(
      object.service(names.scheduler, .scheduler, headless: true, ports: [("logs", 8793)]))
    yaml.document(
      object.service(names.triggerer, .triggerer, headless: true, ports: [("logs", 8794)]))
    yaml.document(migrateJob)
    yaml.document(deployment(names.apiServer, replicas: 2, apiServer))
    yaml.document(deployment(names.dagProcessor, replicas: 1, dagProcessor))
    yaml.document(statefulSet(names.scheduler, scheduler))
    yaml.document(statefulSet(names.triggerer, triggerer))
  }

  private var dagText: String { String(decoding: dag.bytes, as: UTF8.self) }

  private var dagConfigMap: YAMLNode {
    object.configMap(
      dagConfig, part: .dagProcessor, files: [(AirflowEnvironment.dagFile(platform), dagText)])
  }

  private func deployment(_ name: String, replicas: Int, _ pod: Pod) -> YAMLNode {
    object.object(
      "apps/v1", "Deployment", name, part: pod.part,
      [
        YAMLEntry(
          "spec",
          [
            "replicas": .integer(replicas),
            "selector": ["matchLabels": object.selector(pod.part)],
            "template": pod.template(object),
          ])
      ])
  }

  /// The scheduler and the triggerer keep task logs, which the api-server reads from them by the
  /// stable name that only a StatefulSet gives.
  private func statefulSet(_ name: String, _ pod: Pod) -> YAMLNode {
    object.object(
      "apps/v1", "StatefulSet", name, part: pod.part,
      [
        YAMLEntry(
          "spec",
          [
            "serviceName": .text(name),
            "replicas": 1,
            "selector": ["matchLabels": object.selector(pod.part)],
            "template": pod.template(object),
            "volumeClaimTemplates": [
              Piece.claim(
                "logs", storage: "10Gi", storageClass: platform.postgres.storageClass,
                mode: "ReadWriteOnce", labels: object.selector(pod.part))
            ],
          ])
      ])
  }
}

extension AirflowManifest {
  private func container(_ name: String, _ size: Size, _ args: [String]) -> Container {
    Container(
      name: name, image: platform.images.airflow, layout: .airflow, size: size, args: args,
      environment: environment.secrets, settings: settings)
  }

  /// Waits until the Job has migrated the database.
  private var waiting: Container {
    container(
      "wait-for-migrations", .airflowCommand,
      ["db", "check-migrations", "--migration-wait-timeout=900"])
  }

  /// A second container that keeps the folder of the logs from filling up.
  private func cleaner(_ mounts: [Container.Mount], days: Int) -> Container {
    Container(
      name: "clean-logs", image: platform.images.airflow, layout: .airflow, size: .small,
      command: ["bash", "-c", Piece.literal(Script.text("airflow-clean-logs.sh"))],
      args: [String(days * 24 * 60)], mounts: mounts)
  }

  private func pod(
    _ part: Part, _ main: Container, files: Bool, account: String? = nil, keepLogs: Int? = nil
  ) -> Pod {
    var main = main
    let cleaner = keepLogs.map { self.cleaner(main.mounts, days: $0) }
    var volumes: [YAMLNode] = []
    if files {
      main.mounts.append(contentsOf: AirflowEnvironment.mounts(platform))
      volumes = [
        Piece.configMapVolume("infrastructure-dag", dagConfig),
        [
          "name": "artifacts",
          "persistentVolumeClaim": [
            "claimName": .text(platform.artifactsClaim), "readOnly": true,
          ],
        ],
      ]
    }
    return Pod(
      part: part, layout: .airflow, serviceAccount: account, initContainers: [waiting],
      containers: [main] + [cleaner].compactMap { $0 }, volumes: volumes,
      configuration: configuration(files: files),
      graceSeconds: 60)
  }

  private func configuration(files: Bool) -> String {
    environment.settings.map { "\($0.name)=\($0.text)\n" }.joined() + (files ? dagText : "")
  }

  private static func jobCheck(_ type: String) -> YAMLEntry {
    Probe.command(["airflow", "jobs", "check", "--job-type", type, "--local"])
  }

  private var apiServer: Pod {
    var main = container("api-server", .apiServer, ["api-server"])
    let health = Probe.http("/api/v2/monitor/health", "http")
    main.ports = [("http", 8080)]
    main.startup = Probe.every(10, health, timeout: 10, failures: 30)
    main.readiness = Probe.every(15, health, timeout: 10)
    main.liveness = Probe.every(30, health, timeout: 10, failures: 5)
    var pod = pod(.apiServer, main, files: false)
    pod.spread = true
    return pod
  }

  private var scheduler: Pod {
    let parallelism = AirflowEnvironment.parallelism(platform)
    var main = container("scheduler", .scheduler(parallelism: parallelism), ["scheduler"])
    let health = Probe.http("/health", "health")
    main.ports = [("health", 8974), ("logs", 8793)]
    main.mounts = [.init(volume: "logs", path: "/opt/airflow/logs", readOnly: false)]
    main.startup = Probe.every(10, health, timeout: 10, failures: 30)
    main.readiness = Probe.every(15, health, timeout: 10)
    main.liveness = Probe.every(30, health, timeout: 10, failures: 5)
    return pod(.scheduler, main, files: true, account: names.airflow, keepLogs: 30)
  }

  private var dagProcessor: Pod {
    var main = container("dag-processor", .dagProcessor, ["dag-processor"])
    let check = Self.jobCheck("DagProcessorJob")
    main.startup = Probe.every(20, check, timeout: 30, failures: 15)
    main.liveness = Probe.every(60, check, timeout: 30, failures: 5)
    return pod(.dagProcessor, main, files: true, keepLogs: 1)
  }

  private var triggerer: Pod {
    var main = container("triggerer", .triggerer, ["triggerer"])
    let check = Self.jobCheck("TriggererJob")
    main.ports = [("logs", 8794)]
    main.mounts = [.init(volume: "logs", path: "/opt/airflow/logs", readOnly: false)]
    main.startup = Probe.every(20, check, timeout: 30, failures: 15)
    main.liveness = Probe.every(60, check, timeout: 30, failures: 5)
    return pod(.triggerer, main, files: true, account: names.airflow, keepLogs: 30)
  }

  private var migrateJob: YAMLNode {
    let administrator = container(
      "administrator", .airflowCommand,
      [
        "bash", "-c",
        "exec airflow users create --role Admin --firstname Platform --lastname Administrator"
          + " --email administrator@localhost --username \"$PGUSER\" --password \"$PGPASSWORD\"",
      ])
    let pool = container(
      "pool", .airflowCommand,
      [
        "pools", "set", Piece.literal(platform.airflow.pool), String(platform.airflow.slots),
        "Merges of the platform",
      ])
    let migrate = container("migrate", .airflowCommand, ["db", "migrate"])
    let pod = Pod(
      part: .migrate, layout: .airflow, initContainers: [migrate, administrator],
      containers: [pool], configuration: configuration(files: false),
      restartPolicy: "OnFailure")
    return KubeJob(object: object, base: names.airflow, suffix: "-migrate", pod: pod).node
  }
}
