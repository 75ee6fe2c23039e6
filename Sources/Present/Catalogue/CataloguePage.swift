public import Diagnostics

/// `docs/catalogue.md`: what a model must hold, and which rule sees to it.
public enum CataloguePage {
  /// - Parameters:
  ///   - rules: every rule.
  ///   - cases: by requirement the place of a fault that a test looks for.
  public static func page(_ rules: [Rule], cases: [String: String]) -> String {
    var text = """
      # Catalogue

      What a model must hold, in numbered lines, and which codes of `dsgen check` see to each. Every code has
      a page with a wrong and a right example, and a test runs both. The last column names a fault of this
      kind that a test looks for at its very place; or it says why a requirement has no meaning in this
      language.

      """
    for (title, requirements) in Requirement.headings {
      text +=
        "\n## \(title)\n\n| | requirement | codes | case, or why there is none |\n|---|---|---|---|\n"
      for requirement in requirements {
        let codes = requirement.codes(among: rules).map { "[\($0)](diagnostics/\($0).md)" }
        let shown = cases[requirement.number].map { "`\($0)`" } ?? "the code's page"
        text +=
          "| \(requirement.number) | \(RulePages.cell(sentence(requirement))) | "
          + "\(codes.joined(separator: ", ")) | \(RulePages.cell(requirement.reason ?? shown)) |\n"
      }
    }
    return text
  }

  private static func sentence(_ requirement: Requirement) -> String {
    requirement.text + (requirement.remark.map { " " + $0 } ?? "")
  }
}
