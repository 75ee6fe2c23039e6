import Diagnostics
import Model

extension Rule {
  static let typeNotRepresentable = Rule(
    code: "type-not-representable", severity: .error, covers: ["83"],
    summary: "A database that a dataset lands in cannot hold a column's type without loss.",
    why: """
      A platform of type kubernetes-postgres merges in PostgreSQL 15. It has no maps, no structs, no \
      binary floats wider than 64 bits and none of the machine-learning floats; vectors and geography \
      need extensions (pgvector, PostGIS) that its image need not have; its arrays of arrays must be \
      rectangular; texts have at most 10,485,760 characters where a length is given. Held without \
      loss in a wider type: tinyint as smallint, float16 as real, nvarchar and nchar as varchar and \
      char. A workspace with a container of its own is judged by what that engine holds as well: most have \
      no intervals and no arrays, decimals have at most 31 (db2), 38 (oracle, sqlserver, snowflake) or 65 \
      digits (mysql). It is said when the model changes, not when the first row arrives.
      """,
    wrong: typed("vector(384)"), right: typed("array<real>"))
}

extension Check {
  static let typeNotRepresentable = Check(
    rules: [.typeNotRepresentable], model: exported,
    columns: { list, facts, found in
      guard list.marks.contains(.unholdable) else { return }
      for item in list.items {
        guard let text = item.definition, let type = facts.model.definitions[text]?.type,
          let problem = Engine.postgres.problem(of: type)
        else { continue }
        found.append(
          .notRepresentable(type, problem, at: list.object(item).span(ColumnField.type)))
      }
    })
}

/// What a workspace's own container cannot hold of what the workspace reads.
private func exported(_ facts: Facts, _ found: inout [Diagnostic]) {
  for (index, workspace) in facts.model.workspaces.enumerated() {
    guard let path = workspace.container,
      let container = facts.container(path, from: workspace.team),
      let engine = Engine(rawValue: container.type)
    else { continue }
    var told: Set<Span> = []
    for read in facts.reads[facts.flow.inputs[index]] {
      let wanted = Set(read.columns.compactMap(\.symbol))
      for column in read.datasets.lazy.flatMap(facts.model.columns(ofDataset:))
      where wanted.isEmpty || wanted.contains(column.name) {
        // What a platform cannot hold either has been said where it is declared.
        let type = facts.model.definition(of: column).type
        guard Engine.postgres.problem(of: type) == nil, let problem = engine.problem(of: type),
          told.insert(column.span).inserted
        else { continue }
        let place = facts.model.object(of: column).span(ColumnField.type)
        found.append(.notExported(type, place, problem, engine, container.name, at: read.span))
      }
    }
  }
}

private func typed(_ type: String) -> String {
  Example.store(
    """
      events:
        classification: IP
        columns:
          id: bigint primary key
          embedding: \(type)
    """)
}

extension Diagnostic {
  fileprivate static func notRepresentable(
    _ type: ColumnType, _ problem: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .typeNotRepresentable, "PostgreSQL cannot hold `\(type)`: \(problem)", at: span,
      help: "declare a type that it can hold, and have the producer convert")
  }

  fileprivate static func notExported(
    _ type: ColumnType, _ place: Span, _ problem: String, _ engine: Engine, _ container: String,
    at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .typeNotRepresentable,
      "\(engine.title) cannot hold `\(type)`, so container `\(container)` cannot: \(problem)",
      at: span, labels: [Label(place, "declared here")],
      help: "read the other columns, or have the producer convert")
  }
}
