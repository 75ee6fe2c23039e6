import Testing

@testable import Driver

@Suite struct PathAndExitTests {
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
