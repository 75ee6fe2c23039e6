import Diagnostics
import Model

extension Rule {
  static let credentialWrongType = Rule(
    code: "credential-wrong-type", severity: .error,
    covers: ["19", "66", "115", "116", "117", "139"],
    summary: "A credential is of a type that its use cannot work with.",
    why: """
      Kafka with SASL takes user-password (or api-key-pair, which is one by another name), with mutual TLS \
      a client-certificate; a schema registry user-password or api-key-pair; PostgreSQL, Kafka Connect and \
      Airflow user-password; git and Slack an api-token; `ca` a ca-bundle. The Secret of another type has \
      other keys, and the pod would not start.
      """,
    wrong: opened(by: "api-token"), right: opened(by: "user-password"))
}

extension Check {
  static let credentialWrongType = Check.model(.credentialWrongType) { facts, found in
    for use in facts.uses where !use.accepted.isEmpty && !use.accepted.contains(use.type) {
      found.append(.wrongType(use))
    }
  }
}

private func opened(by type: String) -> String {
  Example.team(
    """
    credentials: { reader: \(type) }
    containers: { shop_db: { type: postgres, host: db.acme.internal, database: shop } }
    """)
      + """
      ---
      kind: Datastore
      name: lint
      team: EU/core
      ingestion: { type: cdc, container: shop_db, credential: reader }
      datasets:
      \(Example.dataset)

      """
}

extension Diagnostic {
  fileprivate static func wrongType(_ use: CredentialUse) -> Diagnostic {
    let wanted = use.accepted.map(\.rawValue).joined(separator: " or ")
    return Diagnostic(
      .credentialWrongType,
      "\(use.purpose) takes a credential of type \(wanted); `\(use.name)` is of type "
        + use.type.rawValue, at: use.span, labels: [Label(use.declaration, "declared here")],
      help: "name a credential of type \(wanted)")
  }
}
