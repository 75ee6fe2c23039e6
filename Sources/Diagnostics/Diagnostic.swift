/// How bad a finding is.
public enum Severity: UInt8, Comparable, Sendable {
  case note, warning, error

  public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }

  public var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }
}

/// A further place that helps to understand a finding, such as the other declaration.
public struct Label: Hashable, Sendable {
  public let span: Span
  public let text: String

  public init(_ span: Span, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// The object of the model that a finding is about, as suppressions and baselines name it.
public struct Subject: Hashable, Sendable {
  /// Its path: `ledger.entries`, `reporting.live`, `prod_live`; empty: the model as a whole.
  public let object: String
  /// The team that answers for it, `zone/team`; nil where no team does.
  public let team: String?

  public init(_ object: String, team: String? = nil) {
    self.object = object
    self.team = team
  }
}

/// One finding. It is data; the words are made where the rule is, the layout where it is printed.
public struct Diagnostic: Sendable {
  public let code: String
  public var severity: Severity
  /// One terse sentence: what is wrong.
  public let message: String
  /// Where; nil only for findings about the run itself, such as an unreadable file.
  public let span: Span?
  /// The path of a file that has no `SourceFile`, when `span` is nil.
  public let path: String?
  public let labels: [Label]
  public let notes: [String]
  /// What to do about it.
  public let help: String?
  public let fix: Fix?
  /// What it is about; nil until it is looked up by its place.
  public var subject: Subject?

  /// - Parameter subject: what it is about, where that is not the object at its place.
  public init(
    _ rule: Rule, _ message: String, at span: Span?, path: String? = nil, labels: [Label] = [],
    notes: [String] = [], help: String? = nil, fix: Fix? = nil, about subject: Subject? = nil
  ) {
    code = rule.code
    severity = rule.severity
    self.message = message
    self.span = span
    self.path = path
    self.labels = labels
    self.notes = notes
    self.help = help
    self.fix = fix
    self.subject = subject
  }
}

extension [Diagnostic] {
  /// The order in which findings are shown, whatever order they were found in.
  public func inOrderOfPlace() -> [Diagnostic] {
    sorted { a, b in
      switch (a.span, b.span) {
      case (nil, nil): (a.path ?? "", a.code, a.message) < (b.path ?? "", b.code, b.message)
      case (nil, _): true
      case (_, nil): false
      case (let x?, let y?): x != y ? x < y : (a.code, a.message) < (b.code, b.message)
      }
    }
  }

  public var hasErrors: Bool { contains { $0.severity == .error } }
}
