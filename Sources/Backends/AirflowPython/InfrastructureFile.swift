internal import Emit
internal import IR

/// The DAG that brings a platform to what the live model says. It is a file of the bootstrap tree,
/// so it changes only when the platform or dsgen does, never with a dataset.
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
    writer.assign("DESCRIPTION", .optional(platform.description))
    writer.assign("SCHEDULE", .string(platform.infrastructureSchedule))
    writer.assign("OWNER", .string("dsgen"))
    writer.assign("TAGS", Tags.of(platform))
    writer.assign("TREE", .string(platform.mountedTree))
    writer.blank()
    render(&writer)
    verify(&writer)
    apply(&writer)
    writer.pods(platform)
    writer.mark(nil)
    writer.blank()
    writer.lines("RENDER_SCRIPT", HoleTemplate.text("airflow-render.sh"))
    writer.blank()
    writer.lines("APPLY_SCRIPT", HoleTemplate.text("airflow-apply.sh"))
    writer.code("airflow-pods.py")
    writer.code("airflow-infrastructure.py")
    return writer.file(at: "\(platform.folder)/airflow/\(platform.name)_infrastructure.py")
  }

  private func render(_ writer: inout PythonWriter) {
    let token = SecretReference(variable: "GIT_TOKEN", secret: platform.git.secret, key: "TOKEN")
    writer.assign("GIT_URL", .string(platform.git.url))
    writer.assign("GIT_BRANCH", .string(platform.git.branch))
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

  private func apply(_ writer: inout PythonWriter) {
    let postgres = platform.postgres
    let settings =
      Variables.database("terraform", postgres) + [
        // Terraform's driver asks for TLS unless told; the platform's own PostgreSQL has none.
        Setting(variable: "PGSSLMODE", value: postgres.external ? "require" : "disable"),
        Setting(variable: "KAFKA_CONNECT_URL", value: platform.kafka.connectURL),
      ]
    let connect = ["USER": "USERNAME", "PASSWORD": "PASSWORD"]
    let secrets =
      postgres.terraformCredential
      + ["USER", "PASSWORD"].map { key in
        SecretReference(
          variable: "KAFKA_CONNECT_BASIC_AUTH_\(connect[key]!)",
          secret: platform.kafka.connectSecret, key: key)
      }
    writer.assign("APPLY_LABELS", Variables.plain(platform.podLabels(.connect)))
    writer.assign("APPLY_ENV", Variables.plain(settings))
    writer.assign("APPLY_SECRETS", Variables.secrets(secrets))
    writer.blank()
  }
}
