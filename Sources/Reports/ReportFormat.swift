/// How findings are printed.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people: the source line with a caret.
  case text
  /// `file:line:column: severity[code]: message`, one line each.
  case concise
  /// One object a line.
  case json
  /// The exchange format of analysers, for GitHub's code scanning and editors.
  case sarif
  /// What CI servers show as tests.
  case junit
  /// Annotations of GitHub Actions.
  case github
  /// GitLab's code quality report.
  case gitlab
  /// A comment on a pull request, or a job's summary page.
  case markdown
}
