internal import CGit2

/// What differs between two texts, line by line, as `git diff` shows it.
public enum TextDifference {
  /// The unified diff of one file, three lines around each change; empty where nothing differs.
  /// - Parameters:
  ///   - old: nil: the file is new.
  ///   - new: nil: the file is gone.
  ///   - path: below `a/` and `b/`.
  public static func unified(
    old: [UInt8]?, new: [UInt8]?, path: String
  ) throws(HistoryError) -> [UInt8] {
    guard old != new else { return [] }
    try Library.start()
    var options = git_diff_options()
    _ = Library.git.diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags = GIT_DIFF_FORCE_TEXT.rawValue
    var patch: OpaquePointer?
    var text = git_buf()
    defer {
      Library.git.patch_free(patch)
      Library.git.buf_dispose(&text)
    }
    let code = (old ?? []).withUnsafeBytes { a in
      (new ?? []).withUnsafeBytes { b in
        Library.git.patch_from_buffers(
          &patch, old == nil ? nil : a.start, a.count, path, new == nil ? nil : b.start, b.count,
          path, &options)
      }
    }
    guard code == 0, Library.git.patch_to_buf(&text, patch) == 0 else {
      throw HistoryError("\(path) cannot be compared: " + Library.lastError)
    }
    return Array(UnsafeRawBufferPointer(start: text.ptr, count: text.size))
  }
}

extension UnsafeRawBufferPointer {
  /// Never nil: to libgit2 that would be no file at all.
  fileprivate var start: UnsafeRawPointer { baseAddress ?? UnsafeRawPointer(bitPattern: 1)! }
}
