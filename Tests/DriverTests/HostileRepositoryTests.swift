import Foundation
import History
import Testing

@testable import Driver

/// Repositories of strangers: nothing of them is run or followed, and what is broken is said.
@Suite struct HostileRepositoryTests {
  let folder: TemporaryFolder
  let repository: GitFixture

  init() throws {
    folder = try TemporaryFolder()
    repository = try GitFixture(in: folder)
  }

  @Test func linksAreNotFollowed() throws {
    try folder.link("dsgen.yaml", to: "/etc/passwd")
    try repository.commit("first")
    let mark = dsgen("check", "git:HEAD:.", in: folder)
    #expect(mark.exit == 2)
    #expect(mark.err.contains("it is a symbolic link, which is not followed at a commit"))
    try folder.remove("dsgen.yaml")
    try folder.write("dsgen.yaml", GitModelTests.ecosystem)
    try folder.link("other.yaml", to: "/etc/passwd")
    try folder.link("folder", to: "/etc")
    try repository.commit("second")
    let result = dsgen("check", "git:HEAD", "--format", "concise", in: folder)
    #expect(result.exit == 2)
    #expect(
      result.out == "git:HEAD:other.yaml: error[file-unreadable]: cannot be read: it is a symbolic "
        + "link, which is not followed at a commit\n")
  }

  @Test func namesThatLeadElsewhere() throws {
    let mark = try repository.blob(GitModelTests.ecosystem)
    let other = try repository.blob("kind: Zone\nname: Z\n")
    let inside = try repository.git(
      "mktree", input: Array("100644 blob \(other)\tz.yaml\n".utf8))
    for name in ["..", ".", "../x.yaml", "a/b.yaml", "z"] {
      let isFolder = !name.contains("yaml")
      let id = try repository.commit(raw: [
        (isFolder ? "40000" : "100644", Array(name.utf8), isFolder ? inside : other),
        ("100644", Array("dsgen.yaml".utf8), mark),
      ])
      let result = dsgen("check", "git:\(id):.", "--format", "concise", in: folder)
      // Names that start with a dot are hidden, as everywhere.
      #expect(result.exit == (name == "a/b.yaml" ? 2 : name == "z" ? 1 : 0), "\(name) \(result)")
      #expect(!result.out.contains("root:"))
    }
  }

  @Test func namesThatAreNotText() throws {
    let mark = try repository.blob(GitModelTests.ecosystem)
    let id = try repository.commit(raw: [
      ("100644", Array("dsgen.yaml".utf8), mark), ("100644", [0x78, 0xFF], mark),
      ("100644", [0x79, 0xFF] + Array(".yaml".utf8), mark),
    ])
    let result = dsgen("check", "git:\(id):.", "--format", "concise", in: folder)
    #expect(result.exit == 2)
    #expect(result.out.contains("y\u{FFFD}.yaml: error[file-unreadable]: cannot be read: its name"))
    #expect(!result.out.contains("x\u{FFFD}"))
  }

  /// What an object claims to be is judged before it is unpacked.
  @Test func anObjectThatClaimsToBeHuge() throws {
    let mark = try repository.blob(GitModelTests.ecosystem)
    let huge = String(repeating: "ab", count: 20)
    let path = repository.path(ofObject: huge)
    try folder.write(path, "")
    try Data(stored("blob 1099511627776\0")).write(to: folder.url(path))
    let id = try repository.commit(raw: [
      ("100644", Array("dsgen.yaml".utf8), mark), ("100644", Array("huge.yaml".utf8), huge),
    ])
    let result = dsgen("check", "git:\(id):.", "--format", "concise", in: folder)
    #expect(result.exit == 1)
    #expect(result.out.contains("huge.yaml: error[file-too-large]"))
  }

  @Test func brokenObjects() throws {
    try folder.write("dsgen.yaml", GitModelTests.ecosystem)
    try folder.write("a/z.yaml", "kind: Zone\nname: Z\n")
    try repository.commit("first")
    func breaking(_ name: String, _ bytes: [UInt8]?) throws -> RunResult {
      let id = try repository.git("rev-parse", "HEAD:" + name)
      let path = repository.path(ofObject: id)
      let whole = try Data(contentsOf: folder.url(path))
      try folder.remove(path)
      if let bytes { try Data(bytes).write(to: folder.url(path)) }
      defer {
        try? folder.remove(path)
        try? whole.write(to: folder.url(path))
      }
      return dsgen("check", "git:HEAD", "--format", "concise", in: folder)
    }
    for bytes in [nil, [], Array("junk".utf8), stored("blob 3\0xyz"), stored("tree 0\0")] {
      for name in ["dsgen.yaml", "a/z.yaml", "a", ""] {
        let result = try breaking(name, bytes)
        #expect(result.exit == 2, "\(name) \(String(describing: bytes)) \(result)")
        #expect((result.out + result.err).contains("cannot be read"))
      }
    }
    #expect(dsgen("check", "git:HEAD", in: folder).exit == 1)
  }

  /// Filters, hooks and the repository's own configuration can name programs. None runs.
  @Test func nothingIsRun() throws {
    let attributes = "*.yaml filter=evil text eol=crlf ident working-tree-encoding=UTF-16\n"
    let id = try repository.commit(raw: [
      ("100644", Array(".gitattributes".utf8), try repository.blob(attributes)),
      ("100644", Array("dsgen.yaml".utf8), try repository.blob(GitModelTests.ecosystem)),
    ])
    let trap = "touch " + folder.at("trapped") + "; cat"
    for key in [
      "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "core.fsmonitor",
      "core.sshCommand", "core.gitProxy", "core.alternateRefsCommand", "core.editor",
      "diff.external", "credential.helper", "uploadpack.packObjectsHook",
    ] {
      try repository.git("config", key, trap)
    }
    try repository.git("config", "filter.evil.required", "true")
    try repository.git("config", "include.path", "/dev/null")
    try repository.git("config", "core.hooksPath", folder.path)
    for hook in ["post-checkout", "reference-transaction", "post-index-change"] {
      try folder.write(hook, "#!/bin/sh\n\(trap)\n")
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.at(hook))
    }
    let result = dsgen("check", "git:\(id):.", in: folder)
    #expect(result.exit == 0, "\(result)")
    #expect(folder.read("trapped") == nil)
  }

  @Test func submodulesAreNoPart() throws {
    let mark = try repository.blob(GitModelTests.ecosystem)
    let id = try repository.commit(raw: [
      ("100644", Array("dsgen.yaml".utf8), mark),
      ("160000", Array("module.yaml".utf8), String(repeating: "12", count: 20)),
    ])
    #expect(dsgen("check", "git:\(id):.", in: folder).exit == 0)
  }

  @Test func foldersThatAreTooDeep() throws {
    let mark = try repository.blob(GitModelTests.ecosystem)
    let path = String(repeating: "a/", count: 220) + "z.yaml"
    for path in [path, "dsgen.yaml"] {
      try repository.git("update-index", "--add", "--cacheinfo", "100644,\(mark),\(path)")
    }
    try repository.git("commit", "-q", "-m", "deep")
    let result = dsgen("check", "git:HEAD", "--format", "concise", in: folder)
    #expect(result.exit == 2)
    #expect(result.out.contains("folders are nested too deep"))
  }

  /// Ten levels of ten equal folders: few objects, and no end of paths.
  @Test func foldersWithoutEnd() throws {
    var id = try repository.git("mktree")
    for _ in 0..<10 {
      let lines = (0..<10).map { "040000 tree \(id)\tf\($0)\n" }.joined()
      id = try repository.git("mktree", input: Array(lines.utf8))
    }
    let commit = try repository.git("commit-tree", id, "-m", "endless")
    let found = try #require(try GitRepository.find(from: folder.path))
    guard case .commit(let revision) = try found.revision(commit) else { return }
    let tree = ModelCommit(found, revision, ref: commit, folder: "")
    #expect(throws: Failure.self) { try Discovery(tree, limit: 1000) }
    #expect(throws: HistoryError.self) {
      try found.folders(holding: "dsgen.yaml", below: revision.tree, limit: 1000)
    }
  }

  /// Bytes as a zlib stream that is not compressed.
  private func stored(_ text: String) -> [UInt8] {
    let data = Array(text.utf8)
    let length = UInt16(data.count)
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in data {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let sum = b << 16 | a
    func bytes(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
    return [0x78, 0x01, 0x01] + bytes(length) + bytes(~length) + data
      + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }
}
