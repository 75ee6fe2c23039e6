import DSLFrontend
import Diagnostics
import IR
import Model
import Testing

/// Models written in a test, lowered without the rules: they say only what the test is about.
func estate(_ text: String) -> Estate {
  let loaded = Frontend.load([SourceFile(path: "model.yaml", bytes: Array(text.utf8))])
  let errors = loaded.diagnostics.filter { $0.severity == .error }
  #expect(errors.isEmpty, "\(errors.map(\.message))")
  return Estate.lower(loaded.model)
}

extension Estate {
  func platform(_ name: String) -> Int { graphs.firstIndex { $0.name == name }! }

  func store(_ name: String) -> Int { model.stores.firstIndex { $0.name == name }! }

  func slice(_ platform: String, _ store: String, _ slice: Int = 0) -> SlicePlan {
    slicePlan(platform: self.platform(platform), store: self.store(store), slice: slice)
  }

  func storePlan(_ platform: String, _ store: String) -> StorePlan {
    storePlan(platform: self.platform(platform), store: self.store(store))
  }
}

/// A platform.
func platform(
  _ name: String, postgres: String = "{ host: pg, credential: postgres }",
  kafka: String = "{ cluster: kafka, connect: kafka-connect, credential: connect }"
) -> String {
  """
  kind: Platform
  name: \(name)
  type: kubernetes-postgres
  environment: prod
  merge: live
  namespace: ns-\(name)
  images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
  postgres: \(postgres)
  kafka: \(kafka)
  airflow: { name: airflow, credential: airflow }
  git: { credential: git }
  slack: { channel: "#data", credential: slack }
  credentials:
    { postgres: user-password, connect: user-password, airflow: user-password, git: api-token, slack: api-token }
  ---

  """
}

/// A store of team `EU/core`; `datasets` is a flow mapping.
func store(_ name: String, _ ingestion: String, slices: Int = 1, _ datasets: String) -> String {
  """
  kind: Datastore
  name: \(name)
  team: EU/core
  slices: \(slices)
  ingestion: { \(ingestion) }
  datasets: \(datasets)
  ---

  """
}

/// A dataset without a field of its own.
let plainDataset = "{ classification: IP, columns: { id: bigint primary key } }"

/// A workspace of one group `all`; `head` are further lines.
func workspace(_ name: String, reads: String, priority: String = "medium", head: String = "")
  -> String
{
  """
  kind: Workspace
  name: \(name)
  team: EU/core
  priority: \(priority)
  groups: { all: { reads: \(reads) } }
  \(head)
  ---

  """
}

/// Two Kafka containers with logins of their own, and a database.
let team = """
  kind: Ecosystem
  name: Acme
  repository: acme/model@ecosystem
  live: acme/model@main
  zones: { EU: acme/model@eu }
  ---
  kind: Zone
  name: EU
  teams: { core: acme/core@main }
  ---
  kind: Team
  name: core
  zone: EU
  credentials:
    { reader: user-password, worker: user-password, other: user-password, login: user-password }
  containers:
    one:
      type: kafka
      bootstrap: ["one.acme.internal:9093"]
      security: { protocol: sasl_ssl, mechanism: plain, credential: worker }
    two:
      type: kafka
      bootstrap: ["two.acme.internal:9093"]
      security: { protocol: sasl_ssl, mechanism: plain }
    db: { type: postgres, host: db.acme.internal, database: orders, slots: 20 }
  ---

  """
