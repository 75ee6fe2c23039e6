import Testing

@testable import Driver

@Suite struct DiscoveryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatIsModelAndWhatIsNot() throws {
    for name in [
      "dsgen.yaml", "b.yml", "a/x.yaml", "a.yaml", "A.yaml", "é.yaml", "a-b/y.yaml",
      "a/.hidden.yaml",
      ".git/config.yaml", "notes.md", "a/yaml", "out/dsgen-manifest.json", "out/p/z.yaml",
      "drafts/d.yaml", "a/skip.yaml", "folder.yaml/inside.yml",
    ] {
      try folder.write(name, "")
    }
    try folder.write("dsgen.yaml", "kind: Ecosystem\nname: N\nignore: [drafts/, \"*/skip.yaml\"]\n")
    #expect(
      try files() == [
        "A.yaml", "a-b/y.yaml", "a.yaml", "a/x.yaml", "b.yml", "dsgen.yaml",
        "folder.yaml/inside.yml", "é.yaml",
      ])
  }

  @Test func linksAreFollowedAndLoopsAreNot() throws {
    try folder.write("dsgen.yaml", "")
    try folder.write("real/a.yaml", "")
    try folder.link("real/loop", to: "..")
    try folder.link("real/self", to: ".")
    try folder.link("linked.yaml", to: "real/a.yaml")
    try folder.link("link", to: "real")
    #expect(try files() == ["dsgen.yaml", "linked.yaml", "real/a.yaml"])
  }

  @Test func aLinkThatLeadsNowhere() throws {
    try folder.write("dsgen.yaml", "kind: Ecosystem\nname: N\n")
    try folder.link("lost.yaml", to: "nowhere")
    try folder.link("other", to: "nowhere")
    let result = dsgen("check", "--format", "concise", in: folder)
    #expect(result.exit == 2)
    #expect(
      result.out.hasSuffix(
        "lost.yaml: error[file-unreadable]: cannot be read: the link leads nowhere\n"))
    #expect(!result.out.contains("other"))
  }

  /// Refused by its size: it takes no memory, however large it is.
  @Test func aFileThatIsTooLarge() throws {
    try folder.write("dsgen.yaml", "kind: Ecosystem\nname: N\n")
    try folder.makeSparse("huge.yaml", bytes: 1 << 40)
    let result = dsgen("check", "--format", "concise", in: folder)
    #expect(result.exit == 1)
    #expect(result.out.contains("huge.yaml: error[file-too-large]: the file is larger than 64 MiB"))
  }

  @Test func theModelIsFoundFromBelow() throws {
    try folder.write("dsgen.yaml", "")
    try folder.write("a/b/c.yaml", "")
    let found = try ModelFolder.find(nil, from: folder.at("a/b"))
    #expect(found.shown == "../..")
    #expect(Path.real(found.root) == Path.real(folder.path))
  }

  private func files() throws -> [String] {
    let model = try ModelFolder.find(folder.path, from: ".")
    let discovery = try Discovery(model)
    #expect(discovery.problems.isEmpty)
    return discovery.files.map(\.path)
  }
}
