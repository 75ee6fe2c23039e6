internal import Glibc

/// A system call that failed on a path.
struct SystemError: Error, Sendable {
  let code: Int32
  /// What was tried, for `cannot <action> <path>`.
  let action: String
  let path: String

  init(_ action: String, _ path: String, code: Int32 = errno) {
    self.code = code
    self.action = action
    self.path = path
  }

  var reason: String {
    switch code {
    case ENOSPC, EDQUOT: "the disk is full"
    case EROFS: "the file system is read-only"
    default: String(cString: strerror(code))
    }
  }

  var message: String { "cannot \(action) \(path): \(reason)" }
}

/// Files and folders, by plain system calls.
enum FileSystem {
  enum Kind: Sendable { case file, folder, link, other }

  struct Status: Sendable {
    let kind: Kind
    let size: Int
    /// Device and inode: the same for all paths that lead to one file.
    let identity: [UInt64]
  }

  /// What is at a path; nil where there is nothing.
  static func status(_ path: String, followLinks: Bool = true) throws -> Status? {
    var info = stat()
    let result = followLinks ? stat(path, &info) : lstat(path, &info)
    guard result == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemError("read", path)
    }
    return Status(info)
  }

  /// The bytes of a regular file; nil in place of more than `limit` of them.
  static func read(_ path: String, limit: Int = .max) throws -> [UInt8]? {
    let file = try open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, "read")
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw SystemError("read", path) }
    guard Status(info).kind != .folder else { throw SystemError("read", path, code: EISDIR) }
    var bytes: [UInt8] = []
    var capacity = min(max(Int(info.st_size) + 1, 4096), limit == .max ? .max : limit + 1)
    while true {
      if bytes.count > limit { return nil }
      let start = bytes.count
      let piece = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        count = try retry("read", path) { Glibc.read(file, buffer.baseAddress, buffer.count) }
      }
      if piece.isEmpty { return bytes }
      if start == 0 { bytes = piece } else { bytes += piece }
      // There was room for more than its size.
      if bytes.count == Int(info.st_size) { return bytes }
      capacity = 64 * 1024
    }
  }

  /// The names in a folder, sorted by bytes; those that are not UTF-8 are repaired.
  static func names(in folder: String) throws -> [String] {
    guard let handle = opendir(folder) else { throw SystemError("read", folder) }
    defer { closedir(handle) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw SystemError("read", folder) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path without links of something that is there.
  static func realPath(_ path: String) throws -> String {
    guard let real = realpath(path, nil) else { throw SystemError("read", path) }
    defer { free(real) }
    return String(cString: real)
  }

  /// Gives a file the permissions that another one has.
  static func copyMode(from path: String, to file: Int32) throws {
    var info = stat()
    guard stat(path, &info) == 0, fchmod(file, info.st_mode & 0o7777) == 0 else {
      throw SystemError("write", path)
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST:
      guard try status(path)?.kind == .folder else {
        throw SystemError("make the folder", path, code: ENOTDIR)
      }
    case ENOENT:
      let above = Path.parent(path)
      guard above != path else { throw SystemError("make the folder", path, code: ENOENT) }
      try makeFolder(above)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw SystemError("make the folder", path)
      }
    default: throw SystemError("make the folder", path)
    }
  }

  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("remove", path) }
  }

  /// Removes a folder if it is empty.
  static func removeIfEmpty(_ folder: String) -> Bool { rmdir(folder) == 0 }

  static func rename(_ from: String, to: String) throws {
    guard Glibc.rename(from, to) == 0 else { throw SystemError("write", to) }
  }

  static func open(
    _ path: String, _ flags: Int32, _ action: String, mode: mode_t = 0o666
  ) throws -> Int32 {
    let file = Glibc.open(path, flags, mode)
    guard file >= 0 else { throw SystemError(action, path) }
    return file
  }

  /// Writes all bytes to a descriptor.
  static func write(_ bytes: [UInt8], to file: Int32, path: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        done += try retry("write", path) {
          Glibc.write(file, buffer.baseAddress! + done, buffer.count - done)
        }
      }
    }
  }

  /// A system call again and again while signals break it off.
  private static func retry(_ action: String, _ path: String, _ call: () -> Int) throws -> Int {
    while true {
      let result = call()
      if result >= 0 { return result }
      if errno != EINTR { throw SystemError(action, path) }
    }
  }
}

extension FileSystem.Status {
  init(_ info: stat) {
    switch info.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    size = Int(info.st_size)
    identity = [UInt64(info.st_dev), UInt64(info.st_ino)]
  }
}
