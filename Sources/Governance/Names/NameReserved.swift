import Diagnostics
import Model

extension Rule {
  static let nameReserved = Rule(
    code: "name-reserved", severity: .error, covers: ["3"],
    summary: "A name is one that dsgen itself uses.",
    why: """
      A workspace becomes a schema of the platform's database, which already has the schemas staging, \
      merge, dsgen, dsgen_trash, public, information_schema and pg_*. Merge tables have the columns \
      dp_in and dp_out, staging tables columns that begin with two underscores. A container named \
      platform could not be told from `container: platform`. The databases terraform, airflow, \
      postgres, template0 and template1 are not for merges.
      """,
    wrong: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint primary key, dp_in: timestamp }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint primary key, dp_since: timestamp }
      """))
}

extension Check {
  static let nameReserved = Check(
    rules: [.nameReserved],
    model: { facts, found in
      let model = facts.model
      for workspace in model.workspaces {
        let name = Fold.lower(workspace.name)
        if schemas.contains(name) || name.hasPrefix("pg_") {
          found.append(.taken("workspace", workspace.name, "schema", at: workspace.object.span))
        }
      }
      for team in model.teams {
        for container in team.definition?.objects(TeamField.containers) ?? .none(model)
        where container.text(ContainerField.name).map(Fold.lower) == "platform" {
          found.append(.platform(at: container.span))
        }
      }
      for platform in model.platforms {
        guard let postgres = platform.object.object(PlatformField.postgres) else { continue }
        for cell in postgres.list(PostgresField.databases) {
          guard let name = cell.symbol.map(model.tree.string), databases.contains(Fold.lower(name))
          else { continue }
          found.append(.taken("merge database", name, "database", at: postgres.place(cell)))
        }
      }
    },
    columns: { list, facts, found in
      guard list.names.contains(.taken) else { return }
      for item in list.items where facts.texts[Int(item.name.index)].contains(.taken) {
        found.append(.taken("column", list.name(item), "column", at: list.span(item)))
      }
    })
}

private let schemas: Set = [
  "staging", "merge", "dsgen", "dsgen_trash", "public", "information_schema",
]
private let databases: Set = ["terraform", "airflow", "postgres", "template0", "template1"]

/// Whether dsgen has columns of a name, in any case.
func isTaken(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
  guard name.count >= 2 else { return false }
  if name[0] == UInt8(ascii: "_"), name[1] == UInt8(ascii: "_") { return true }
  guard name.count == 5 || name.count == 6, Fold.lower(name[0]) == UInt8(ascii: "d") else {
    return false
  }
  let name = name.lazy.map(Fold.lower)
  return name.elementsEqual("dp_in".utf8) || name.elementsEqual("dp_out".utf8)
}

extension Diagnostic {
  fileprivate static func taken(
    _ kind: String, _ name: String, _ use: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .nameReserved, "\(kind) `\(name)`: dsgen itself uses this \(use)", at: span,
      help: kind == "column"
        ? "rename it; `from: \(name)` keeps the producer's name" : "rename it")
  }

  fileprivate static func platform(at span: Span) -> Diagnostic {
    Diagnostic(
      .nameReserved, "a container cannot be named `platform`: it means that the platform decides",
      at: span, help: "rename it")
  }
}
