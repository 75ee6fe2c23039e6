internal import Glibc
internal import Model
internal import Packing

/// What earlier runs have found out: a folder of entries that may be removed at any time, shared by any
/// number of runs.
///
/// Entries are written beside their place and renamed, and carry a hash of themselves: one that is not whole,
/// or not what was written, counts as missing. Those of another build of dsgen are not looked at.
struct Cache: Sendable {
  private let root: String
  private let folder: String
  /// Whether somebody named the folder. Else a model that is read in no time is not kept.
  private let isNamed: Bool

  /// Models of fewer bytes are not kept unless a folder is named.
  private static let least = 256 * 1024
  private static let magic = Array("dsgen\u{0}\u{1}\n".utf8)
  /// Seconds after which an entry that nobody has used is removed, and between two looks for such.
  private static let age = 14 * 24 * 3600
  private static let pause = 24 * 3600

  /// nil where there is none: `--no-cache`, or no folder to have it in.
  init?(_ context: Context) {
    if context.arguments.has(.noCache) { return nil }
    let environment = context.environment
    if let named = context.arguments.last(.cache) {
      root = Path.join(context.folder, named)
      isNamed = true
    } else if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
      root = base + "/dsgen"
      isNamed = false
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      root = home + "/.cache/dsgen"
      isNamed = false
    } else {
      return nil
    }
    guard let build = Self.build else { return nil }
    folder = root + "/" + build
  }

  /// Whether a model of so many bytes is worth it.
  func isWorth(bytes: Int) -> Bool { isNamed || bytes >= Self.least }

  /// What tells this build of dsgen from others: its version, its program's size and time.
  private static let build: String? = {
    var info = stat()
    guard stat("/proc/self/exe", &info) == 0 else { return nil }
    let time =
      String(info.st_mtim.tv_sec, radix: 36) + "-" + String(info.st_mtim.tv_nsec, radix: 36)
    return "\(Version.dsgen)-\(String(info.st_size, radix: 36))-\(time)"
  }()

  // MARK: entries

  enum Kind: String { case sources, runs, trees }

  /// nil where there is no such entry.
  func entry(_ kind: Kind, _ key: ContentHash) -> Unpacker? {
    let path = path(kind, key)
    guard let bytes = try? FileSystem.read(path) else { return nil }
    let start = Self.magic.count + 16
    guard bytes.count >= start, bytes.starts(with: Self.magic) else { return nil }
    let hash = bytes.withUnsafeBytes { all in
      ContentHash(UnsafeRawBufferPointer(rebasing: all[start...]))
    }
    var header = Unpacker(bytes, from: Self.magic.count)
    guard let written = try? header.take(ContentHash.self), written == hash else { return nil }
    keep(path)
    return header
  }

  /// Whether there is such an entry, whole or not. It is as good as new then.
  func has(_ kind: Kind, _ key: ContentHash) -> Bool {
    let path = path(kind, key)
    guard let size = try? FileSystem.status(path)?.size, size > 0 else { return false }
    keep(path)
    return true
  }

  /// Keeps an entry. That it cannot be kept is no fault: the next run does the work again.
  func put(_ kind: Kind, _ key: ContentHash, _ payload: [UInt8]) {
    var header = Packer()
    header.add(ContentHash(payload))
    let start = Self.magic + header.bytes
    makeFolder()
    _ = try? AtomicFile.replace(path(kind, key)) { emit in
      try emit(start)
      try emit(payload)
    }
  }

  /// A model may be readable for few: so is what is kept of it.
  private func makeFolder() {
    if mkdir(folder, 0o700) == 0 || errno != ENOENT { return }
    try? FileSystem.makeFolder(root)
    mkdir(folder, 0o700)
  }

  private func path(_ kind: Kind, _ key: ContentHash) -> String {
    let name = key.hex
    return "\(folder)/\(kind.rawValue)/\(name.prefix(2))/\(name.dropFirst(2))"
  }

  // MARK: age

  /// An entry that is used is as good as new.
  private func keep(_ path: String) {
    var info = stat()
    guard stat(path, &info) == 0, info.st_mtim.tv_sec < time(nil) - Self.pause else { return }
    utimensat(AT_FDCWD, path, nil, 0)
  }

  /// Removes what nobody has used for two weeks, other builds' entries too. Looks once a day.
  func tidy() {
    let stamp = root + "/tidied"
    var info = stat()
    if stat(stamp, &info) == 0, info.st_mtim.tv_sec > time(nil) - Self.pause { return }
    guard (try? AtomicFile.replace(stamp, with: [])) != nil else { return }
    Self.removeOld(below: root, before: time(nil) - Self.age)
  }

  private static func removeOld(below folder: String, before limit: Int) {
    for name in (try? FileSystem.names(in: folder)) ?? [] {
      let path = folder + "/" + name
      var info = stat()
      guard lstat(path, &info) == 0 else { continue }
      if info.st_mode & S_IFMT == S_IFDIR {
        removeOld(below: path, before: limit)
        _ = FileSystem.removeIfEmpty(path)
      } else if info.st_mtim.tv_sec < limit {
        unlink(path)
      }
    }
  }
}
