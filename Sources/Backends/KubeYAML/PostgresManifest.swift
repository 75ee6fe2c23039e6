internal import Emit
internal import IR

/// PostgreSQL: one instance in a StatefulSet, and a Job that makes its databases and roles.
struct PostgresManifest {
  let platform: PlatformPlan
  let names: KubeNames
  private var object: KubeObject { KubeObject(platform: platform) }

  static let data = "/var/lib/postgresql/data"
  private var initConfig: String { KubeNames.fitted(names.postgres, "-init") }

  init(_ platform: PlatformPlan, _ names: KubeNames) {
    self.platform = platform
    self.names = names
  }

  func write(_ yaml: inout YAMLWriter) {
    yaml.document(object.service(names.postgres, .postgres, ports: [("postgres", 5432)]))
    yaml.document(
      object.service(names.postgresPods, .postgres, headless: true, ports: [("postgres", 5432)]))
    yaml.document(server)
    yaml.document(object.configMap(initConfig, part: .postgresInit, files: initFiles))
    yaml.document(initJob)
  }

  private var server: YAMLNode {
    let name = KubeNames.fitted(names.postgres, "", limit: KubeNames.statefulSetLimit)
    return object.object(
      "apps/v1", "StatefulSet", name, part: .postgres,
      [
        YAMLEntry(
          "spec",
          [
            "serviceName": .text(names.postgresPods),
            "replicas": 1,
            "selector": ["matchLabels": object.selector(.postgres)],
            "template": pod.template(object),
            "volumeClaimTemplates": [
              Piece.claim(
                "data", storage: platform.postgres.storage ?? "20Gi",
                storageClass: platform.postgres.storageClass, mode: "ReadWriteOnce",
                labels: object.selector(.postgres))
            ],
          ])
      ])
  }

  private var pod: Pod {
    let ready = ["pg_isready", "-q", "-h", "127.0.0.1", "-d", "postgres"]
    let container = Container(
      name: "postgres", image: platform.images.postgres, layout: .postgres, size: .postgres,
      args: settings.flatMap { ["-c", $0] }, environment: environment,
      ports: [("postgres", 5432)],
      mounts: [.init(volume: "data", path: Self.data, readOnly: false)],
      startup: Probe.every(5, Probe.command(ready), failures: 120),
      readiness: Probe.every(10, Probe.command(ready)),
      liveness: Probe.every(30, Probe.command(ready), failures: 6))
    return Pod(
      part: .postgres, layout: .postgres, containers: [container], graceSeconds: 120)
  }

  /// Server settings that the pipelines need.
  private var settings: [String] {
    [
      "max_connections=\(platform.postgres.connections)",
      "shared_buffers=512MB",
      // Other systems may capture the merged tables; a change of it needs a restart.
      "wal_level=logical",
      "max_wal_senders=20",
      "max_replication_slots=20",
      "max_slot_wal_keep_size=4GB",
      "password_encryption=scram-sha-256",
      "timezone=UTC",
    ]
  }

  private var environment: [YAMLNode] {
    let credential = platform.postgres.credential.map { reference in
      Piece.secret(
        reference.variable == "PGUSER" ? "POSTGRES_USER" : "POSTGRES_PASSWORD",
        reference.secret, reference.key)
    }
    return credential + [
      Piece.variable("POSTGRES_DB", "postgres"),
      // C.UTF-8 sorts the same whatever the image's libc: an upgrade can't break an index.
      Piece.variable("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C.UTF-8 --data-checksums"),
      // A volume's root may hold lost+found, and initdb wants an empty folder.
      Piece.variable("PGDATA", Self.data + "/pgdata"),
    ]
  }

  private var initFiles: [(name: String, text: String)] {
    Script.files("postgres", ["init.sh", "merge-database.sql", "owned-database.sql"])
  }

  private var initJob: YAMLNode {
    var environment =
      [
        Piece.variable("PGHOST", platform.postgres.host),
        Piece.variable("PGPORT", String(platform.postgres.port)),
      ] + platform.postgres.credential.map(Piece.secret)
    for reference in platform.postgres.terraformCredential {
      let name = reference.variable == "PGUSER" ? "TERRAFORM_USER" : "TERRAFORM_PASSWORD"
      environment.append(Piece.secret(name, reference.secret, reference.key))
    }
    if !platform.airflow.external {
      let secret = platform.airflow.databaseSecret
      environment.append(Piece.secret("AIRFLOW_USER", secret, "USER"))
      environment.append(Piece.secret("AIRFLOW_PASSWORD", secret, "PASSWORD"))
    }
    let container = Container(
      name: "init", image: platform.images.postgres, layout: .postgres, size: .small,
      command: ["bash", "/etc/dsgen/init.sh"],
      args: platform.postgres.databases.map(Piece.literal), environment: environment,
      mounts: [.init(volume: "scripts", path: "/etc/dsgen")])
    let pod = Pod(
      part: .postgresInit, layout: .postgres, containers: [container],
      volumes: [Piece.configMapVolume("scripts", initConfig)],
      configuration: initFiles.map(\.text).joined(), restartPolicy: "OnFailure")
    return KubeJob(object: object, base: names.postgres, suffix: "-init", pod: pod).node
  }
}
