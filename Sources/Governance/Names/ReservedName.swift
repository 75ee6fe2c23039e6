import Diagnostics
import Model

extension Rule {
  static let reservedName = Rule(
    code: "reserved-name", severity: .warning, covers: ["3"], summary: "A name is an SQL keyword.",
    why: """
      dsgen quotes every name, so nothing breaks here. But whoever writes SQL by hand must quote the \
      name too, each time, and tools that do not quote fail. The words are those that PostgreSQL 15 \
      reserves.
      """,
    wrong: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint primary key, order: integer }
      """),
    right: Example.store(
      """
        events:
          classification: IP
          columns: { id: bigint primary key, order_number: integer }
      """))
}

extension Check {
  static let reservedName = Check(
    rules: [.reservedName],
    model: { facts, found in
      for store in facts.model.stores where isKeyword(store.name) {
        found.append(.reserved("datastore", store.name, at: store.object.span))
      }
      for workspace in facts.model.workspaces {
        if isKeyword(workspace.name) {
          found.append(.reserved("workspace", workspace.name, at: workspace.object.span))
        }
        for group in workspace.groups {
          guard let name = group.text(GroupField.name), isKeyword(name) else { continue }
          found.append(.reserved("group", name, at: group.span))
        }
      }
    },
    dataset: { dataset, facts, found in
      if dataset.nameMarks.contains(.keyword) {
        found.append(.reserved("dataset", dataset.tree.string(dataset.name), at: dataset.span))
      }
    },
    columns: { list, facts, found in
      guard list.names.contains(.keyword) else { return }
      for item in list.items where facts.texts[Int(item.name.index)].contains(.keyword) {
        found.append(.reserved("column", list.name(item), at: list.span(item)))
      }
    })
}

/// What PostgreSQL 15 reserves: `pg_get_keywords()` of the categories R and T.
private let keywords = [
  "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
  "binary", "both", "case", "cast", "check", "collate", "collation", "column", "concurrently",
  "constraint", "create", "cross", "current_catalog", "current_date", "current_role",
  "current_schema", "current_time", "current_timestamp", "current_user", "default", "deferrable",
  "desc", "distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "freeze",
  "from", "full", "grant", "group", "having", "ilike", "in", "initially", "inner", "intersect",
  "into", "is", "isnull", "join", "lateral", "leading", "left", "like", "limit", "localtime",
  "localtimestamp", "natural", "not", "notnull", "null", "offset", "on", "only", "or", "order",
  "outer", "overlaps", "placing", "primary", "references", "returning", "right", "select",
  "session_user", "similar", "some", "symmetric", "table", "tablesample", "then", "to", "trailing",
  "true", "union", "unique", "user", "using", "variadic", "verbose", "when", "where", "window",
  "with",
]

/// The keywords by all their letters packed into a number: most names are told apart without text.
private let packed = Dictionary(uniqueKeysWithValues: keywords.map { (pack($0.utf8), $0) })
private let longest = keywords.map(\.utf8.count).max() ?? 0

private func isKeyword(_ name: String) -> Bool {
  var name = name
  return name.withUTF8(isReserved)
}

/// Whether a text is an SQL keyword, in any case.
func isReserved(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
  name.count <= longest && packed[pack(name)].map { isSame($0, name) } == true
}

private func pack(_ bytes: some Sequence<UInt8>) -> UInt64 { Fold.hash(bytes) }

private func isSame(_ keyword: String, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
  keyword.utf8.elementsEqual(name.lazy.map(Fold.lower))
}

extension Diagnostic {
  fileprivate static func reserved(_ kind: String, _ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .reservedName, "\(kind) `\(name)` is an SQL keyword", at: span,
      help: "rename it, or quote it wherever SQL is written by hand")
  }
}
