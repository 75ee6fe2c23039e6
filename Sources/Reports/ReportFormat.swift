/// How findings are printed.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people: the source line with a caret.
  case text
  /// `file:line:column: severity[code]: message`, one line each.
  case concise
  /// One object a line.
  case json
  /// Annotations of GitHub Actions.
  case github
  /// GitLab's code quality report.
  case gitlab
  /// A table for a comment or a job summary.
  case markdown
}
