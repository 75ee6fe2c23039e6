import Model
import Testing

@Suite struct GlobTests {
  static let rows: [(pattern: String, path: String, isFolder: Bool, matches: Bool)] = [
    ("*.yaml", "a.yaml", false, true), ("*.yaml", "x/y/a.yaml", false, true),
    ("/*.yaml", "x/a.yaml", false, false), ("x/*.yaml", "x/a.yaml", false, true),
    ("x/*.yaml", "x/y/a.yaml", false, false), ("x/**/a.yaml", "x/y/z/a.yaml", false, true),
    ("x/**/a.yaml", "x/a.yaml", false, true), ("**/x", "a/x", false, true),
    ("x/**", "x/y/z", false, true), ("drafts/", "drafts", true, true),
    ("drafts/", "drafts", false, false), ("drafts/", "a/drafts", true, true),
    ("?.yaml", "a.yaml", false, true), ("?.yaml", "ab.yaml", false, false),
    ("a*b*c", "aXbYc", false, true), ("a*b*c", "aXbYd", false, false),
    ("*", "anything", false, true), ("a", "A", false, false),
    ("a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false, false),
  ]

  @Test(arguments: rows)
  func patterns(_ row: (pattern: String, path: String, isFolder: Bool, matches: Bool)) {
    #expect(Glob(row.pattern).matches(row.path, isFolder: row.isFolder) == row.matches)
  }
}
