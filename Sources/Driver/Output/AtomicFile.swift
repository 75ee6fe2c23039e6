internal import Glibc
internal import Synchronization

/// Files are replaced whole: a reader sees the old bytes or the new ones, whatever happens.
enum AtomicFile {
  /// What a run that was cut off may leave behind; the next one removes it.
  static let temporaryPrefix = ".dsgen-tmp-"

  /// What is gathered before it is written, in bytes.
  private static let piece = 64 * 1024
  private static let counter = Atomic<Int>(0)
  /// Shards on other machines may write into the same folder, and have the same number of a process.
  private static let process = String(UInt64.random(in: .min ... .max), radix: 36)

  /// Writes `bytes` beside `path` and renames them into place; makes missing folders.
  ///
  /// Output can always be made again, so only what tells its state is forced to the disk.
  /// - Parameter durable: the bytes are on the disk before the name is theirs.
  /// - Returns: what tells the file from a later one.
  @discardableResult
  static func replace(
    _ path: String, with bytes: [UInt8], durable: Bool = false
  ) throws -> FileStamp? {
    try replace(path, durable: durable) { emit in try emit(bytes) }
  }

  /// Replaces a file that is not dsgen's own: through links, with the permissions it has, and lasting.
  static func edit(_ path: String, with bytes: [UInt8]) throws {
    let real = try FileSystem.realPath(path)
    try replace(real, durable: true, modeOf: real) { emit in try emit(bytes) }
  }

  /// As above, for bytes that come in pieces: they are never in memory together.
  /// - Parameter modeOf: the file whose permissions it gets; nil: those that new files get.
  @discardableResult
  static func replace(
    _ path: String, durable: Bool = false, modeOf model: String? = nil,
    with write: (_ emit: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> FileStamp? {
    let number = counter.add(1, ordering: .relaxed).newValue
    let folder = Path.parent(path)
    let temporary = Path.join(folder, "\(temporaryPrefix)\(process)-\(number)")
    return try Signals.whileWriting {
      let file = try create(temporary, in: folder)
      var stamp: FileStamp?
      do {
        do {
          if let model { try FileSystem.copyMode(from: model, to: file) }
          var pending: [UInt8] = []
          try write { bytes in
            if pending.isEmpty, bytes.count >= piece {
              return try FileSystem.write(bytes, to: file, path: path)
            }
            pending += bytes
            if pending.count < piece { return }
            try FileSystem.write(pending, to: file, path: path)
            pending.removeAll(keepingCapacity: true)
          }
          try FileSystem.write(pending, to: file, path: path)
          if durable, fsync(file) != 0 { throw SystemError("write", path) }
          stamp = FileStamp(of: file)
        } catch {
          close(file)
          throw error
        }
        // Some file systems tell only now that the disk is full.
        if close(file) != 0 { throw SystemError("write", path) }
        try FileSystem.rename(temporary, to: path)
        return stamp
      } catch {
        unlink(temporary)
        throw error
      }
    }
  }

  private static func create(_ path: String, in folder: String) throws -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    do {
      return try FileSystem.open(path, flags, "write")
    } catch let error as SystemError where error.code == ENOENT {
      try FileSystem.makeFolder(folder)
      return try FileSystem.open(path, flags, "write")
    }
  }
}
