/// What is known of a diagnostic code before it fires: the page that `dsgen explain` shows.
///
/// `wrong` and `right` are models: a test runs both, `wrong` must fire this code and `right` must not.
/// A document in them replaces the document of the same kind and name in the tests' base model.
/// A rule about changes has a third one, `before`, which the other two are proposed to replace.
public struct Rule: Sendable {
  /// Whether what it finds counts already.
  public enum Status: String, Sendable {
    /// Its findings are always told.
    case stable
    /// It is new: its findings are told only where they are asked for, so that no model that was right
    /// yesterday is wrong today. At most a warning.
    case preview
  }

  /// The code, kebab-case words; part of the contract with users.
  public let code: String
  public let severity: Severity
  /// The requirements of `docs/catalogue.md` that it sees to, by their numbers; none where the catalogue
  /// does not speak of it.
  public let covers: [String]
  public let status: Status
  /// Whether it judges by what a zone has decided, so that only the zone may let something pass.
  public let isPolicy: Bool
  /// Whether a `Suppressions` document may keep quiet about it. Warnings and notes, and errors that
  /// people have decided on; never an error without which a platform would get something that is wrong.
  public let isSuppressible: Bool
  /// One line: what is wrong.
  public let summary: String
  /// Why it matters, for the rule's page.
  public let why: String
  /// A model, or a part of one, that fires the rule.
  public var wrong: String { examples.wrong() }
  /// The near miss: as like `wrong` as may be, without the fault.
  public var right: String { examples.right() }
  /// Of a rule about changes: the model before; nil where a model alone can break the rule.
  ///
  /// First lines of `wrong` and `right` that are comments say how the change is judged:
  /// `# review --as acme/sales-model@main` where it comes from, `# review --today 2026-12-31` when,
  /// `# changes README.md` which file beside the model it touches.
  public var before: String? { examples.before() }
  /// Put together when they are asked for: a run that tells findings needs none of them.
  private let examples: Examples

  private struct Examples: Sendable {
    let before: @Sendable () -> String?
    let wrong: @Sendable () -> String
    let right: @Sendable () -> String
  }

  /// A `before` of nothing: the change is the first check-in.
  public static let noModel = "# there is no model yet"

  /// - Parameter isSuppressible: left out: of warnings, notes and policies.
  public init(
    code: String, severity: Severity, covers: [String] = [], status: Status = .stable,
    isPolicy: Bool = false, isSuppressible: Bool? = nil, summary: String, why: String,
    before: @autoclosure @escaping @Sendable () -> String? = nil,
    wrong: @autoclosure @escaping @Sendable () -> String,
    right: @autoclosure @escaping @Sendable () -> String
  ) {
    self.code = code
    self.severity = severity
    self.covers = covers
    self.status = status
    self.isPolicy = isPolicy
    self.isSuppressible = isSuppressible ?? (severity < .error || isPolicy)
    self.summary = summary
    self.why = why
    examples = Examples(before: before, wrong: wrong, right: right)
  }
}
