internal import History

/// How one file would change, as `git diff` shows it and `git apply` takes it.
enum FileDifference {
  /// - Parameters:
  ///   - old: nil: the file is new.
  ///   - new: nil: the file is gone.
  /// - Throws: `Failure`
  static func text(old: [UInt8]?, new: [UInt8]?, path: String) throws -> [UInt8] {
    do {
      return try TextDifference.unified(old: old, new: new, path: path)
    } catch {
      throw Failure(.disk, error.message, help: error.help)
    }
  }
}
