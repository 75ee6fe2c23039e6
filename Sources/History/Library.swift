internal import CGit2

/// libgit2, set up once: it reads objects and nothing else. It starts no process and runs no filter,
/// no hook and no attribute; the machine's configuration is not looked at.
enum Library {
  static let isReady: Bool = {
    git_libgit2_init() > 0 && dsgen_git_forget_machine() == 0 && dsgen_git_trust_owner() == 0
      && dsgen_git_allow_extensions() == 0
  }()

  /// What libgit2 says about the last failure on this thread, as a sentence's end.
  static var lastError: String {
    guard let error = git_error_last(), let text = error.pointee.message else {
      return "no reason given"
    }
    return String(cString: text)
  }
}

/// Why something cannot be read from a repository.
public struct HistoryError: Error, Sendable {
  /// What is wrong.
  public let message: String
  /// What to do about it.
  public let help: String?

  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}
