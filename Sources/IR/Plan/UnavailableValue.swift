/// What Debezium sends in place of a large value that a change left as it was: PostgreSQL does not
/// write it into its log again, unless the table's replica identity is full.
///
/// Source: Debezium 3.6, `UnchangedToastedPlaceholder`, with the default placeholder.
public enum UnavailableValue {
  /// The placeholder as staging holds it; nil: a value of this type is never left out.
  /// - Parameter type: the column's type in the merge table.
  public static func staged(_ type: PostgresType) -> String? {
    switch type {
    case .text, .varchar, .char, .jsonb: word
    case .bytea: bytes
    case .array(.integer), .array(.bigint): numbers
    case .array(.uuid): "{\(uuid)}"
    case .array(.bytea): "{\"\\\(bytes)\"}"
    case .array: "{\(word)}"
    default: nil
    }
  }

  private static let word = "__debezium_unavailable_value"
  private static let bytes = "\\x5f5f646562657a69756d5f756e617661696c61626c655f76616c7565"
  /// Its bytes, as a list of numbers gives them.
  private static let numbers = "{\(word.utf8.map { String($0) }.joined(separator: ","))}"
  /// Its name-based UUID, as Java's `UUID.nameUUIDFromBytes` gives it.
  private static let uuid = "b68a35a7-17ad-35b3-af2a-ae46edb4545a"
}
