/// How much a report holds at most; what is left out is always counted.
public struct ReportLimits: Sendable {
  /// Equal findings from this number on are one entry in the forms for people.
  var grouped = 10
  /// Entries of one rule in the forms for people: no rule hides the others.
  var entriesOfRule = 500
  /// Entries in the forms for people.
  var entries = 2000
  /// Results in SARIF: GitHub refuses a file with more, and shows the 5,000 most severe.
  /// Source: https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
  var sarifResults = 25_000
  /// Further places of a result in SARIF: GitHub keeps 100.
  var sarifRelated = 100
  /// Annotations of each kind that GitHub keeps of a step.
  var gitHubAnnotations = 10
  /// Bytes of Markdown: GitHub's comments end at 65,536 characters.
  var markdownBytes = 65_536

  public init() {}

  /// - Parameter entries: in the forms for people, of whichever rule; 0: all.
  public init(entries: Int) {
    self.entries = entries == 0 ? .max : entries
    entriesOfRule = .max
  }
}
