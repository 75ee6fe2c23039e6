/// A variable of psql that generated SQL uses.
public struct PsqlVariable: Hashable, Sendable {
  let text: String
  /// The end of the name, where a copy of a form puts it.
  let hole: Int?

  /// The column that fills it.
  public var column: SQLName { SQLName(text) }

  private init(_ text: String, hole: Int? = nil) {
    self.text = text
    self.hole = hole
  }

  public static let stream = PsqlVariable("stream")
  public static let merging = PsqlVariable("merging")
  public static let expand = PsqlVariable("expand")
  public static let behind = PsqlVariable("behind")
  public static let run = PsqlVariable("run")
  public static let stop = PsqlVariable("stop")
  public static let note = PsqlVariable("note")
  public static let at = PsqlVariable("at")
  public static let batch = PsqlVariable("batch")
  public static let high = PsqlVariable("high")
  public static let news = PsqlVariable("news")
  public static let missing = PsqlVariable("missing")
  public static let known = PsqlVariable("known")
  public static let done = PsqlVariable("done")
  public static let query = PsqlVariable("query")
  public static let here = PsqlVariable("here")
  public static let trashAfter = PsqlVariable("trash_after")
  public static let deleteTables = PsqlVariable("delete_tables")
  public static let deleteSlices = PsqlVariable("delete_slices")
  public static let removals = PsqlVariable("removals")
  public static let snapshot = PsqlVariable("snapshot")
  /// psql's own: how many rows the last statement touched.
  public static let rowCount = PsqlVariable("ROW_COUNT")

  /// Whether the section of a stream is wanted; the name is letters, digits and `_`.
  public static func section(_ name: String) -> PsqlVariable {
    PsqlVariable("s_" + checked(name))
  }

  static func checked(_ name: String) -> String {
    precondition(
      name.utf8.allSatisfy { byte in
        (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
          || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_")
      }, "\(name) is no variable of psql")
    return name
  }

  /// Whether the section is wanted whose name a copy of a form puts here, by `SQLWriter.section`.
  public static func section(hole: Int) -> PsqlVariable { PsqlVariable("s_", hole: hole) }
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
