internal import IR
internal import Model

/// The page of the column types: what `docs/types.md` holds, made from the table of types.
public enum TypePage {
  public static func page() -> String {
    var text = """
      # Column types on their way

      What becomes of a column's type between the producer and the merge table, on a platform of type
      `kubernetes-postgres`. Kafka Connect's schema is what Debezium and the common converters give.

      Staging takes texts and numbers of any size: a value that is too long stops the merge, which keeps it
      and says so, and not the connector. What a plain string may hold (uuid, interval), and what may come
      as Debezium's placeholder for a large value that a change left alone (variant, arrays), is text there.

      | type | Kafka Connect | staging | merge table | what is lost |
      |---|---|---|---|---|

      """
    for row in rows {
      text +=
        "| `\(row.model)` | \(row.connect) | `\(row.staging.name)` | `\(general(row))` | \(row.loss ?? "nothing") |\n"
    }
    text += """

      Lengths of `binary(n)` and `variant(n)` are not enforced. Two values are the same for a merge if
      PostgreSQL prints them the same: `1 month` and `30 days` differ, and so do `0` and `-0`.

      ## Refused

      PostgreSQL 15 cannot hold these: an error when the model changes, never when a row arrives.

      | type | why |
      |---|---|

      """
    for refusal in refusals { text += "| `\(refusal.model)` | \(refusal.reason) |\n" }
    return text
  }

  /// The merge table's type, with letters for its parameters.
  private static func general(_ row: TypeRow) -> String {
    switch row.merge {
    case .numeric: "numeric(p,s)"
    case .varchar: "character varying(n)"
    case .char: "character(n)"
    case .array: "T[]"
    default: row.merge.name
    }
  }

  private static var rows: [TypeRow] {
    ColumnType.examples.compactMap { try? $0.row.get() }
  }

  private static var refusals: [TypeRefusal] {
    var found: [TypeRefusal] = []
    for type in ColumnType.examples {
      if case .failure(let refusal) = type.row { found.append(refusal) }
    }
    return found
  }
}
