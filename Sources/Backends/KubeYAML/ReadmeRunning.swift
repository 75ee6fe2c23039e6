internal import Emit
internal import IR

/// Applying, reaching and keeping a platform.
extension Readme {
  private var namespace: String { ShellWord.quote(platform.namespace) }
  private var instance: String { "app.kubernetes.io/instance=\(platform.slug)" }

  func order(_ page: inout MarkdownWriter) {
    page.heading(2, ["Order of application"])
    var steps: [[MarkdownInline]] = [
      ["The namespace: the Secrets need it."],
      ["The Secrets of the table above."],
      ["Everything else, or your overlay instead. Parts wait for each other by themselves."],
    ]
    if !platform.airflow.external {
      steps.append([
        "Wait for the Jobs. They make the databases and roles, migrate Airflow's database, and make ",
        "its first administrator and the pool ", .code(platform.airflow.pool), " with ",
        .text(String(platform.airflow.slots)),
        " slots. Tasks in a pool that does not exist are never scheduled, and nobody says so.",
      ])
    }
    page.numbered(steps)
    var commands = [
      "kubectl apply -f kubernetes/namespace.yaml",
      "# now create the Secrets",
      "kubectl apply -k kubernetes",
    ]
    if !platform.airflow.external {
      let selector = "\(instance),app.kubernetes.io/component=migrate"
      commands.append(
        "kubectl -n \(namespace) wait --for=condition=complete --timeout=20m job -l \(selector)")
    }
    commands.append("kubectl -n \(namespace) get pods")
    page.fence("sh", commands.map { $0 + "\n" }.joined())
    page.paragraph([
      "The infrastructure DAG ", .code(platform.infrastructureDAG), " then runs on its schedule ",
      .code(platform.infrastructureSchedule),
      ": it renders the live model, makes tables, applies connectors, and the pipeline DAGs appear. ",
      "Applying again is always safe: a Job is made anew only when its content changed.",
    ])
    page.paragraph([
      "Beside it ", .code(platform.healthDAG),
      " restarts failed connectors and measures tables, and ",
      .code(platform.removalDAG), " looks after tables that have left the model.",
    ])
  }

  func reaching(_ page: inout MarkdownWriter) {
    page.heading(2, ["Reaching the services"])
    page.paragraph([
      "No service is visible outside the cluster. Forward a port while you need it:"
    ])
    var commands: [String] = []
    func forward(_ service: String, _ port: Int, _ remark: String) {
      commands.append("# \(remark)")
      commands.append(
        "kubectl -n \(namespace) port-forward service/\(ShellWord.quote(service)) \(port):\(port)")
    }
    if !platform.airflow.external {
      forward(names.apiServer, 8080, "Airflow: http://localhost:8080")
    }
    forward(names.connect, 8083, "Kafka Connect: curl -u USER http://localhost:8083/connectors")
    if !platform.postgres.external {
      forward(names.postgres, 5432, "PostgreSQL: psql -h localhost -U USER")
    }
    page.fence("sh", commands.map { $0 + "\n" }.joined())
    if !platform.airflow.external {
      page.paragraph([
        "Log in to Airflow with USER and PASSWORD of the Secret ",
        .code(platform.airflow.databaseSecret), ", then make accounts for people.",
      ])
    }
  }

  func network(_ page: inout MarkdownWriter) {
    page.heading(2, ["Network"])
    page.prose(HoleTemplate.text("kube-readme-network.md"))
    let rows = platform.endpoints.map { endpoint -> [[MarkdownInline]] in
      [
        [.code(endpoint.client)], [.code("\(Address.inURL(endpoint.host)):\(endpoint.port)")],
        [Address.network(endpoint.host) == nil ? "The port, anywhere" : "This address"],
      ]
    }
    if !rows.isEmpty { page.table(["Who", "Reaches", "Open"], rows) }
    if platform.readers.isEmpty { return }
    page.paragraph([
      "This platform is the primary of stores that others mirror.",
      " Their merges read its PostgreSQL, from these namespaces:",
    ])
    page.table(
      ["Platform", "Namespace"], platform.readers.map { [[.code($0.name)], [.code($0.namespace)]] })
  }

  func backup(_ page: inout MarkdownWriter) {
    page.heading(2, ["Backup"])
    page.prose(HoleTemplate.text("kube-readme-backup.md"))
    if platform.postgres.external { return }
    let set = KubeNames.fitted(names.postgres, "", limit: KubeNames.statefulSetLimit)
    let databases =
      platform.postgres.databases + ["terraform"] + (platform.airflow.external ? [] : ["airflow"])
    let commands = databases.map { database in
      let word = ShellWord.quote(database)
      return "kubectl -n \(namespace) exec \(ShellWord.quote(set + "-0")) -- "
        + "bash -c 'pg_dump -Fc -U \"$POSTGRES_USER\" \"$0\"' \(word) > \(word).dump\n"
    }
    page.fence("sh", commands.joined())
  }
}
