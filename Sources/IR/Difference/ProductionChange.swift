public import Diagnostics

/// Something that a platform runs or keeps, and what a change of the model does to it.
public struct ProductionChange: Sendable {
  /// In the order in which they are told.
  public enum Kind: Int, CaseIterable, Sendable {
    case platform, workload, source
    /// Of a captured table, through a source that runs already.
    case snapshot
    /// A Terraform root and a DAG of its own.
    case slice
    case connector, table, stream, transformer, view

    public var title: String { "\(self)" }
  }

  public enum Effect: String, CaseIterable, Sendable {
    case created, destroyed
    /// Nothing writes or removes it any more; a removal policy may take it later.
    case orphaned
    /// Goes on where it was, with other settings.
    case restarted
    /// Reads everything from the start.
    case rereads = "re-reads"
    /// All rows of a table, while changes go on.
    case taken
    /// To another slice or another database.
    case moved
    /// In place: the catalogue alone.
    case altered
    /// Every row is written anew.
    case rewritten
    /// It cannot follow: somebody must decide.
    case refused
    /// Takes effect with its next run.
    case changed
  }

  public let platform: String
  public let kind: Kind
  public let name: String
  public internal(set) var effect: Effect
  /// `crm/s0003`; nil where it belongs to no slice.
  public let slice: String?
  /// What of it differs, in words.
  public internal(set) var reasons: [String]
  /// What PostgreSQL is told.
  public internal(set) var statements: [String] = []
  /// Where it comes from: in the head, or where it is gone in the base.
  public let origin: Span
}
