/// The commit that a work tree stands on, from git's own files: no process is started.
enum GitHead {
  static func commit(of folder: String) -> String? {
    var at = Path.absolute(folder)
    while true {
      if let git = gitFolder(in: at) { return resolve(git) }
      if at == "/" { return nil }
      at = Path.parent(at)
    }
  }

  /// `.git`, or where the file of that name points to (linked work trees, submodules).
  private static func gitFolder(in folder: String) -> String? {
    let path = Path.join(folder, ".git")
    guard let status = try? FileSystem.status(path) else { return nil }
    if status.kind == .folder { return path }
    guard let text = line(path), text.hasPrefix("gitdir: ") else { return nil }
    return Path.join(folder, String(text.dropFirst(8)))
  }

  private static func resolve(_ git: String) -> String? {
    guard let head = line(Path.join(git, "HEAD")) else { return nil }
    guard head.hasPrefix("ref: ") else { return commit(head) }
    let name = String(head.dropFirst(5))
    let common = line(Path.join(git, "commondir")).map { Path.join(git, $0) } ?? git
    for folder in [git, common] {
      if let text = line(Path.join(folder, name)) { return commit(text) }
    }
    return packed(name, in: Path.join(common, "packed-refs"))
  }

  private static func packed(_ name: String, in path: String) -> String? {
    guard let bytes = try? FileSystem.read(path, limit: 64 << 20) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.count == 2, fields[1] == name { return commit(String(fields[0])) }
    }
    return nil
  }

  private static func commit(_ text: String) -> String? {
    let isHash =
      text.utf8.count >= 40
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
    return isHash ? text : nil
  }

  private static func line(_ path: String) -> String? {
    guard let bytes = try? FileSystem.read(path, limit: 4096) else { return nil }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
