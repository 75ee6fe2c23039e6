internal import Glibc
internal import Synchronization

/// Files are replaced whole: a reader sees the old bytes or the new ones, whatever happens.
enum AtomicFile {
  /// What a run that was cut off may leave behind; the next one removes it.
  static let temporaryPrefix = ".dsgen-tmp-"

  private static let counter = Atomic<Int>(0)

  /// Writes `bytes` beside `path` and renames them into place; makes missing folders.
  ///
  /// Output can always be made again, so only what tells its state is forced to the disk.
  /// - Parameter durable: the bytes are on the disk before the name is theirs.
  static func replace(_ path: String, with bytes: [UInt8], durable: Bool = false) throws {
    let number = counter.add(1, ordering: .relaxed).newValue
    let folder = Path.parent(path)
    let temporary = Path.join(folder, "\(temporaryPrefix)\(getpid())-\(number)")
    try Signals.whileWriting {
      let file = try create(temporary, in: folder)
      do {
        do {
          try FileSystem.write(bytes, to: file, path: path)
          if durable, fsync(file) != 0 { throw SystemError("write", path) }
        } catch {
          close(file)
          throw error
        }
        // Some file systems tell only now that the disk is full.
        if close(file) != 0 { throw SystemError("write", path) }
        try FileSystem.rename(temporary, to: path)
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
