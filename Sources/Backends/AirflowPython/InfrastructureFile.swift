internal import Emit
internal import IR

/// The DAG that brings a platform to what the live model says, and those beside it that look after what
/// runs. It is a file of the bootstrap tree, so it changes when the platform, a credential or dsgen does,
/// never with a dataset. What its pods run is in the rendered tree, but for what renders that.
struct InfrastructureFile {
  let platform: PlatformPlan

  func file() -> GeneratedFile {
    var writer = PythonWriter()
    writer.notice()
    writer.docstring("Infrastructure of platform \(platform.name).")
    writer.blank()
    writer.code("airflow-imports.py")
    writer.code("airflow-dag.py")
    writer.mark(platform.origin)
    writer.assign("PLATFORM", .string(platform.name))
    writer.assign("DAG_ID", .string(platform.infrastructureDAG))
    writer.assign("HEALTH_DAG", .string(platform.healthDAG))
    writer.assign("REMOVAL_DAG", .string(platform.removalDAG))
    writer.assign("DESCRIPTION", .optional(platform.description))
    writer.assign("SCHEDULE", .string(platform.infrastructureSchedule))
    writer.assign("OWNER", .string("dsgen"))
    writer.assign("TAGS", Tags.of(platform))
    writer.assign("TREE", .string(platform.mountedTree))
    writer.assign("REPOSITORY", .string(PlatformPlan.mountedRepository))
    writer.blank()
    render(&writer)
    verify(&writer)
    databases(&writer)
    connectors(&writer)
    signals(&writer)
    writer.pods(platform)
    writer.mark(nil)
    writer.blank()
    writer.lines("RENDER_SCRIPT", HoleTemplate.text("airflow-render.sh"))
    writer.code("airflow-pods.py")
    writer.code("airflow-infrastructure.py")
    return writer.file(at: "\(platform.folder)/airflow/\(platform.name)_infrastructure.py")
  }

  private func render(_ writer: inout PythonWriter) {
    let token = SecretReference(variable: "GIT_TOKEN", secret: platform.git.secret, key: "TOKEN")
    writer.assign("GIT_URL", .string(platform.git.url))
    writer.assign("GIT_BRANCH", .string(platform.git.branch))
    writer.comment("How many tasks render it, each its part")
    writer.assign("SHARDS", .int(platform.renderShards))
    writer.assign("RENDER_LABELS", Variables.plain(platform.podLabels(.render)))
    writer.assign("RENDER_SECRETS", Variables.secrets([token]))
    writer.blank()
  }

  private func verify(_ writer: inout PythonWriter) {
    // A label of its own that no network policy names: it sees every secret and reaches nothing.
    let component = "app.kubernetes.io/component"
    let labels =
      [Setting(variable: component, value: "verify")]
      + platform.podLabels(.render).filter { $0.variable != component }
    writer.assign("VERIFY_LABELS", Variables.plain(labels))
    writer.comment("variable, Secret, key")
    writer.table(
      "VERIFY_SECRETS",
      rows: platform.secrets.objects.flatMap { object in
        zip(object.variables, object.keys).map { variable, key in
          ([.string(variable), .string(object.name), .string(key)], object.origin)
        }
      })
    writer.blank()
  }

  private func databases(_ writer: inout PythonWriter) {
    let postgres = platform.postgres
    writer.assign("DATABASES", .strings(postgres.databases))
    writer.assign("MERGE_LABELS", Variables.plain(platform.podLabels(.merge)))
    writer.assign(
      "DATABASE_ENV",
      Variables.plain([
        Setting(variable: "PGHOST", value: postgres.host),
        Setting(variable: "PGPORT", value: String(postgres.port)),
        // Terraform's driver asks for TLS unless told; the platform's own PostgreSQL has none.
        Setting(variable: "PGSSLMODE", value: postgres.external ? "require" : "disable"),
      ]))
    writer.assign("DATABASE_SECRETS", Variables.secrets(postgres.credential))
    writer.blank()
  }

  private func connectors(_ writer: inout PythonWriter) {
    let states = platform.postgres.terraformCredential.map {
      SecretReference(variable: "TERRAFORM_" + $0.variable, secret: $0.secret, key: $0.key)
    }
    let connect = [("USERNAME", "USER"), ("PASSWORD", "PASSWORD")].map { name, key in
      SecretReference(
        variable: "KAFKA_CONNECT_BASIC_AUTH_" + name, secret: platform.kafka.connectSecret, key: key
      )
    }
    let url = Setting(variable: "KAFKA_CONNECT_URL", value: platform.kafka.connectURL)
    writer.assign("CONNECT_LABELS", Variables.plain(platform.podLabels(.connect)))
    writer.assign("CONNECT_ENV", Variables.plain([url]))
    writer.assign("CONNECT_SECRETS", Variables.secrets(states + connect))
    writer.blank()
  }

  /// The captured databases that can be asked for rows; the n-th one's variables begin with `SOURCE_n_`.
  private func signals(_ writer: inout PythonWriter) {
    let sources = platform.signals
    writer.assign("SIGNAL_STORES", .strings(sources.map(\.store)))
    if sources.isEmpty { return writer.blank() }
    var settings: [Setting] = []
    var secrets: [SecretReference] = []
    for (number, source) in sources.enumerated() {
      let prefix = "SOURCE_\(number)_"
      settings += [
        ("PGHOST", source.host), ("PGPORT", String(source.port)), ("PGDATABASE", source.database),
        ("SIGNALS", source.table), ("PUBLICATIONS", source.publications.joined(separator: " ")),
      ].map { Setting(variable: prefix + $0, value: $1) }
      secrets += [("PGUSER", "USER"), ("PGPASSWORD", "PASSWORD")].map {
        SecretReference(variable: prefix + $0, secret: source.secret, key: $1)
      }
    }
    writer.assign("SNAPSHOT_LABELS", Variables.plain(platform.podLabels(.snapshot)))
    writer.assign("SIGNAL_ENV", Variables.plain(settings))
    writer.assign("SIGNAL_SECRETS", Variables.secrets(secrets))
    writer.blank()
  }
}
