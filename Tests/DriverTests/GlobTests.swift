import Testing

@testable import Driver

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

  static let paths: [(String, String)] = [
    ("a/b/c", "a/b"), ("a", "."), ("/a", "/"), ("/", "/"), ("a/b/", "a/b"),
  ]

  @Test(arguments: paths)
  func parents(_ path: String, _ expected: String) {
    #expect(Path.parent(path) == expected)
  }

  static let inside: [(String, String, Bool)] = [
    ("/a/b", "/a", true), ("/a", "/a", true), ("/ab", "/a", false), ("/a", "/", true),
    ("/", "/a", false),
  ]

  @Test(arguments: inside)
  func insideAFolder(_ path: String, _ folder: String, _ expected: Bool) {
    #expect(Path.isInside(path, folder) == expected)
  }

  static let exits: [(ExitCode, ExitCode, ExitCode)] = [
    (.clean, .findings, .findings), (.findings, .usage, .usage), (.usage, .disk, .disk),
    (.disk, .interrupted, .interrupted), (.interrupted, .bug, .bug),
    (.findings, .differences, .findings), (.refused, .differences, .refused),
    (.clean, .clean, .clean),
  ]

  /// 70, 130, 74, 2, 1, 4, 5, 3: whichever order they are met in.
  @Test(arguments: exits)
  func theGravestExitCodeIsTold(_ a: ExitCode, _ b: ExitCode, _ expected: ExitCode) {
    #expect(a.and(b) == expected && b.and(a) == expected)
  }
}
