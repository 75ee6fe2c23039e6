internal import Glibc
internal import Synchronization

/// What a run does when it is interrupted, or when dsgen itself fails.
///
/// While files are being written, an interruption lets each file become whole and then stops;
/// otherwise it ends the process at once, and so does a second one.
enum Signals {
  private static let interrupted = Atomic<Bool>(false)
  private static let writing = Atomic<Int>(0)

  /// Whether the run should stop at the next whole file.
  static var isInterrupted: Bool { interrupted.load(ordering: .relaxed) }

  static func stopIfInterrupted() throws {
    if isInterrupted { throw Interruption() }
  }

  /// Runs `body` so that an interruption does not cut it off between two system calls.
  static func whileWriting<R>(_ body: () throws -> R) rethrows -> R {
    writing.add(1, ordering: .relaxed)
    defer { writing.subtract(1, ordering: .relaxed) }
    return try body()
  }

  /// Sets up the process; called once, by the executable.
  static func install() {
    _ = isInterrupted
    _ = writing.load(ordering: .relaxed)
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
      unblock(number)
      handle(number, flags: 0) { _ in
        let again = Signals.interrupted.exchange(true, ordering: .relaxed)
        if again || Signals.writing.load(ordering: .relaxed) == 0 {
          _exit(ExitCode.interrupted.rawValue)
        }
      }
    }
    useOwnSignalStack()
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
      handle(number, flags: SA_ONSTACK) { _ in Signals.endAsBug() }
    }
  }

  /// Gives the calling thread a stack for the report of a stack overflow.
  static func useOwnSignalStack() {
    let size = 64 * 1024
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  /// `nohup`, and a shell that starts a job in the background, want a signal to stay without effect.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    let ignore = unsafeBitCast(SIG_IGN, to: Int.self)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignore
  }

  /// A process inherits what the thread that started it had blocked.
  private static func unblock(_ number: Int32) {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    sigprocmask(SIG_UNBLOCK, &set, nil)
  }

  private static func handle(
    _ number: Int32, flags: Int32, _ body: @escaping @convention(c) (Int32) -> Void
  ) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = body
    action.sa_flags = flags
    sigaction(number, &action, nil)
  }

  /// Only calls that are safe in a signal handler.
  private static func endAsBug() {
    let text: StaticString = """

      dsgen: this is a bug in dsgen, not in your model. No file was left half-written.
      Please report it with the lines above, the output of `dsgen version`, the command line, and,
      if you can, the model file that dsgen was reading.

      """
    _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    _exit(ExitCode.bug.rawValue)
  }
}
