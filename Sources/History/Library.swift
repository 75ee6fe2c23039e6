internal import CGit2

/// libgit2, loaded and set up once, when it is first needed: it reads objects and nothing else. It starts no
/// process and runs no filter, no hook and no attribute; the machine's configuration is not looked at.
enum Library {
  /// Its functions: only for who has called `start`.
  static var git: dsgen_git { loaded.git }

  private struct Loaded: @unchecked Sendable {
    var git = dsgen_git()
    var problem: HistoryError?
  }

  /// Makes its functions usable.
  static func start() throws(HistoryError) {
    if let problem = loaded.problem { throw problem }
  }

  private static let loaded: Loaded = {
    var loaded = Loaded()
    if let problem = dsgen_git_load(&loaded.git) {
      loaded.problem = HistoryError(
        "libgit2, which reads git repositories, cannot be loaded: " + String(cString: problem),
        help: "install the package that has the library (on Debian its name begins with libgit2-); "
          + "a model in a folder is read without it")
      return loaded
    }
    let isReady =
      loaded.git.libgit2_init() > 0 && dsgen_git_forget_machine(&loaded.git) == 0
      && dsgen_git_trust_owner(&loaded.git) == 0 && dsgen_git_allow_extensions(&loaded.git) == 0
    if !isReady {
      loaded.problem = HistoryError("libgit2 does not start: " + lastError(loaded.git))
    }
    return loaded
  }()

  /// What libgit2 says about the last failure on this thread, as a sentence's end.
  static var lastError: String { lastError(git) }

  private static func lastError(_ git: dsgen_git) -> String {
    guard let error = git.error_last(), let text = error.pointee.message else {
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
