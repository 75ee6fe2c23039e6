internal import Emit
internal import IR

/// What the administrator of an existing service must prepare.
struct ReadmeExternal {
  let platform: PlatformPlan

  init(_ platform: PlatformPlan) { self.platform = platform }

  func write(_ page: inout MarkdownWriter) {
    page.heading(2, ["Services that exist already"])
    if platform.postgres.external { postgres(&page) }
    if platform.kafka.external { kafka(&page) }
    if platform.airflow.external { airflow(&page) }
  }

  private func postgres(_ page: inout MarkdownWriter) {
    page.paragraph([
      .strong(["PostgreSQL"]), " at ",
      .code("\(Address.inURL(platform.postgres.host)):\(platform.postgres.port)"),
      " (15 or newer) must have these databases, each owned by the USER of the Secret beside it:",
    ])
    var rows: [[[MarkdownInline]]] = platform.postgres.databases.map {
      [[.code($0)], secrets(platform.postgres.credential)]
    }
    rows.append([[.code("terraform")], secrets(platform.postgres.terraformCredential)])
    if !platform.airflow.external {
      rows.append([[.code("airflow")], [.code(platform.airflow.databaseSecret)]])
    }
    page.table(["Database", "Owner"], rows)
    page.paragraph([
      "The pipelines' role also makes the readers' roles: it needs ", .code("CREATEROLE"),
      ". The server must allow ", .text(String(platform.postgres.connections)), " connections.",
    ])
  }

  /// The Secret of a credential's references; all of them name the same one.
  private func secrets(_ references: [SecretReference]) -> [MarkdownInline] {
    references.first.map { [.code($0.secret)] } ?? []
  }

  private func kafka(_ page: inout MarkdownWriter) {
    let brokers = platform.kafka.bootstrap.map { [MarkdownInline.code($0)] }
    page.paragraph(
      [.strong(["Kafka"]), " is the container ", .code(platform.kafka.cluster), " at "]
        + brokers.joined(separator: [", "])
        + [
          ". Kafka Connect makes topics there whose names begin with ",
          .code("\(platform.slug)-\(platform.kafka.connect)-"),
          ", and joins the group of that name: its user needs the rights for both.",
        ])
  }

  private func airflow(_ page: inout MarkdownWriter) {
    page.paragraph([
      .strong(["Airflow"]), " must be 3.3 with the providers ", .code("cncf-kubernetes"), " and ",
      .code("slack"), ". Prepare there:",
    ])
    page.list([
      [
        "two DAG bundles: the file ",
        .code("airflow/\(AirflowEnvironment.dagFile(platform))"), ", and the folder ",
        .code("\(platform.mountedTree)/airflow"), " of the claim ",
        .code(platform.artifactsClaim), ";",
      ],
      [
        "the pool ", .code(platform.airflow.pool), " with ",
        .text(String(platform.airflow.slots)), " slots;",
      ],
      [
        "the Slack connection ", .code(platform.slack.connection), " with the token of the Secret ",
        .code(platform.slack.secret), ";",
      ],
      [
        "for the service account of its workers, a RoleBinding in namespace ",
        .code(platform.namespace), " to the Role ", .code("\(platform.slug)-pod-operator"), ".",
      ],
    ])
  }
}
