/// A variable of psql that generated SQL uses.
public enum PsqlVariable: Hashable, Sendable {
  case stream, merging, expand, behind, run, stop, note, at, batch, high, news, missing, known, done
  case rowCount, query, here, snapshot, reader
  /// Whether the section of a stream is wanted; the name is letters, digits and `_`.
  case section(String)

  /// The column that fills it.
  public var column: SQLName { SQLName(text) }

  var text: String {
    switch self {
    case .rowCount: return "ROW_COUNT"
    case .section(let name):
      precondition(
        name.utf8.allSatisfy { byte in
          (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_")
        }, "\(name) is no variable of psql")
      return "s_" + name
    case .stream: return "stream"
    case .merging: return "merging"
    case .expand: return "expand"
    case .behind: return "behind"
    case .run: return "run"
    case .stop: return "stop"
    case .note: return "note"
    case .at: return "at"
    case .batch: return "batch"
    case .high: return "high"
    case .news: return "news"
    case .missing: return "missing"
    case .known: return "known"
    case .done: return "done"
    case .query: return "query"
    case .here: return "here"
    case .snapshot: return "snapshot"
    case .reader: return "reader"
    }
  }
}

/// A command of psql itself.
public enum PsqlCommand: Sendable {
  case set(PsqlVariable, Bool)
  /// `\set s_:stream on`: the section that the stream names.
  case setSectionOfStream
  case `if`(PsqlVariable)
  case ifSet(PsqlVariable)
  case `else`
  case end
  /// A file, by its path from this one.
  case include(String)
  case echo(PsqlVariable)
}
