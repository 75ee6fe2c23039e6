import Foundation
import Testing

@testable import Driver

/// A model read from a commit is the model that a checkout would have.
@Suite struct GitModelTests {
  let folder: TemporaryFolder
  let repository: GitFixture

  static let ecosystem = """
    kind: Ecosystem
    name: N
    repository: a/b@owner
    live: a/b@main

    """
  static let broken = ecosystem + "nmae: 1\n"

  init() throws {
    folder = try TemporaryFolder()
    repository = try GitFixture(in: folder)
  }

  @Test func everyWayToNameACommit() throws {
    try folder.write("dsgen.yaml", Self.broken)
    try repository.commit("first")
    try repository.git("tag", "v1")
    try repository.git("tag", "-a", "annotated", "-m", "x")
    try repository.git("update-ref", "refs/remotes/origin/x", "HEAD")
    try repository.git("branch", "-q", "side/one")
    let id = try repository.git("rev-parse", "HEAD")
    try folder.write("dsgen.yaml", Self.ecosystem)
    try repository.commit("second")
    for ref in [
      "HEAD~1", "v1", "annotated", "origin/x", "side/one", "refs/heads/side/one", id,
      String(id.prefix(8)), "main^",
    ] {
      let result = dsgen("check", "git:" + ref, "--format", "concise", in: folder)
      #expect(result.exit == 1, "\(ref)")
      #expect(
        result.out.hasPrefix("git:\(ref):dsgen.yaml:5:1: error[field-unknown]"), "\(result.out)")
    }
    #expect(dsgen("check", "git:HEAD", in: folder).exit == 0)
    #expect(dsgen("check", "git:main", in: folder).exit == 0)
  }

  @Test func aNameThatLeadsNowhere() throws {
    try folder.write("dsgen.yaml", Self.ecosystem)
    try repository.commit("first")
    let near = dsgen("check", "git:mian", in: folder)
    #expect(near.exit == 2)
    #expect(near.err.contains("no commit, branch or tag `mian`"))
    #expect(near.err.contains("did you mean `main`?"))
    for ref in [
      "--help", "-x", "..", "a b", "HEAD~9", "@{u}", "\u{1}", "refs/heads/", "main:", "{",
    ] {
      #expect(dsgen("check", "git:" + ref, in: folder).exit == (ref == "main:" ? 0 : 2), "\(ref)")
    }
    #expect(dsgen("check", "git:", in: folder).err.contains("names no commit"))
    #expect(dsgen("check", "git:main:../x", in: folder).exit == 2)
    let outside = try TemporaryFolder()
    let result = dsgen("check", "git:main", in: outside)
    #expect(result.exit == 2)
    #expect(result.err.contains("is in no git repository"))
  }

  /// Git allows such names, and nothing takes them for options.
  @Test func refsThatLookLikeOptions() throws {
    try folder.write("dsgen.yaml", Self.ecosystem)
    try repository.commit("first")
    try repository.git("update-ref", "refs/tags/--upload-pack=touch", "HEAD")
    #expect(dsgen("check", "git:--upload-pack=touch", in: folder).exit == 0)
  }

  @Test func theModelIsWhereTheWorkTreeHasIt() throws {
    try folder.write("models/one/dsgen.yaml", Self.ecosystem)
    try folder.write("models/one/a/b.yaml", "kind: Zone\nname: Z\n")
    try folder.write("models/two/dsgen.yaml", Self.broken)
    try repository.commit("first")
    let inside = dsgen("check", "git:HEAD", "--repo", "models/one/a", in: folder)
    #expect(inside.err.contains("2 files read"), "\(inside.err)")
    #expect(dsgen("check", "git:HEAD:models/one", in: folder).err.contains("2 files read"))
    #expect(dsgen("check", "git:HEAD:models/two", in: folder).exit == 1)
    // A model that has moved must not pass for one that was never there.
    let other = dsgen("check", "git:HEAD", in: folder)
    #expect(other.exit == 2)
    #expect(other.err.contains("but in `models/one`, `models/two`"))
    try repository.git("mv", "models/one", "models/three")
    try repository.commit("second")
    let moved = dsgen("check", "git:HEAD~1", "--repo", "models/three", in: folder)
    #expect(moved.exit == 2)
    #expect(moved.err.contains("help: name it: git:HEAD~1:models/one"))
  }

  @Test func aBareRepository() throws {
    try folder.write("dsgen.yaml", Self.ecosystem)
    try repository.commit("first")
    let bare = try TemporaryFolder()
    try repository.git("clone", "-q", "--bare", ".", bare.at("m.git"))
    let result = dsgen("check", "git:main", "--repo", "m.git", in: bare)
    #expect(result.exit == 0, "\(result.err)")
    #expect(dsgen("check", "git:main", in: bare).exit == 2)
  }

  /// Hidden ones, output folders, and what `ignore:` says at that commit.
  @Test func theRulesOfReadingAreTheSame() throws {
    try folder.write("dsgen.yaml", Self.ecosystem + "ignore: [drafts/, \"*/skip.yaml\"]\n")
    for name in [
      "b.yml", "a/x.yaml", "a/.hidden.yaml", ".github/w.yaml", "notes.md", "out/p/z.yaml",
      "drafts/d.yaml", "a/skip.yaml", "folder.yaml/inside.yml", "out/dsgen-manifest.json",
    ] {
      try folder.write(name, "")
    }
    try repository.commit("first")
    let tree = try open("git:HEAD")
    let discovery = try Discovery(tree)
    #expect(discovery.problems.isEmpty)
    #expect(
      discovery.files.map(\.path) == ["a/x.yaml", "b.yml", "dsgen.yaml", "folder.yaml/inside.yml"])
    #expect(discovery.files.map(\.path) == (try Discovery(try open(nil))).files.map(\.path))
  }

  @Test func renderGivesTheSameBytes() throws {
    try BulkModel(datasets: 20, slices: 1).write("m", in: folder)
    try repository.commit("first")
    try FileManager.default.createDirectory(
      atPath: folder.at("elsewhere"), withIntermediateDirectories: true)
    let one = dsgen("render", "m", "--out", "elsewhere/disk", in: folder)
    #expect(one.exit == 0, "\(one.out)")
    let two = dsgen("render", "git:HEAD:m", "--out", "elsewhere/commit", in: folder)
    #expect(two.exit == 0, "\(two.err)")
    var trees = [folder.tree("elsewhere/disk"), folder.tree("elsewhere/commit")]
    let id = try repository.git("rev-parse", "HEAD")
    for index in trees.indices {
      #expect(trees[index].removeValue(forKey: "prod/manifest/run.json")?.contains(id) == true)
    }
    #expect(trees[0] == trees[1])
    #expect(trees[0].count > 5)
    // Nothing marks a model as output, be it another than the one that is read.
    #expect(dsgen("render", "git:HEAD:m", "--out", "m", in: folder).exit == 2)
  }

  // MARK: nothing there

  @Test func noModelAtAllIsNotAFault() throws {
    #expect(try absence("git:HEAD") == "git:HEAD: the repository has no commit yet")
    #expect(try absence("git:main") == "git:main: the repository has no commit yet")
    #expect(throws: Failure.self) { try absence("git:other") }
    try repository.commit("empty")
    #expect(try absence("git:main") == "git:main: the commit holds no model")
    try folder.write("x/other.yaml", "")
    try repository.commit("more")
    #expect(try absence("git:main:x") == "git:main:x: it holds no dsgen.yaml")
    #expect(try absence("git:main:y") == "git:main:y: the commit has no folder `y`")
    #expect(dsgen("check", "git:main", in: folder).exit == 2)
  }

  private func absence(_ operand: String) throws -> String? {
    guard case .absent(let reason) = try ModelLocation.find(operand, context()) else { return nil }
    return reason
  }

  private func open(_ operand: String?) throws -> any ModelTree {
    try ModelLocation.open(operand, context())
  }

  private func context() throws -> Context {
    let arguments = try Arguments(["check"], environment: [:])
    let out = Output(descriptor: nil)
    let console = Console(out: out, err: out, colorOut: false, colorErr: false, isQuiet: true)
    return Context(
      arguments: arguments, settings: try Settings(arguments), console: console,
      progress: Progress(console), environment: [:], folder: folder.path)
  }
}
