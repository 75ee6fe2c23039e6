internal import Glibc
internal import Synchronization

/// Tells how far a long run is: on a terminal a line after half a second, in a log one every 30 s.
///
/// The thread that does so costs more than all of a small run. It is started by what takes long for sure, and
/// by whatever goes on when a run has taken a while.
final class Progress: Sendable {
  private struct State {
    var phase = ""
    var total = 0
    var hasLine = false
  }

  /// Ends the teller's wait.
  private final class Bell: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }

    func ring() { sem_post(semaphore) }

    /// Whether it rings within some time.
    func isHeard(within milliseconds: Int) -> Bool {
      var until = timespec()
      clock_gettime(CLOCK_REALTIME, &until)
      until.tv_nsec += milliseconds % 1000 * 1_000_000
      until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1_000_000_000
      until.tv_nsec %= 1_000_000_000
      while sem_timedwait(semaphore, &until) != 0 {
        if errno != EINTR { return false }
      }
      return true
    }
  }

  private let console: Console
  private let isTerminal: Bool
  private let state = Mutex(State())
  private let finished = Atomic<Int>(0)
  private let teller = Mutex<(thread: pthread_t, bell: Bell)?>(nil)
  private let began = Statistics.wallSeconds

  init(_ console: Console) {
    self.console = console
    isTerminal = console.err.isTerminal
  }

  /// - Parameter total: how many steps the phase has; 0 where that is not known.
  func begin(_ phase: String, total: Int = 0) {
    finished.store(0, ordering: .relaxed)
    state.withLock {
      $0.phase = phase
      $0.total = total
    }
    if total > 0 { start() } else { goOn() }
  }

  /// A step of the phase is done.
  func step() { finished.add(1, ordering: .relaxed) }

  /// Something is done that a phase does nobody knows how often.
  func goOn() {
    if Statistics.wallSeconds - began > 0.02 { start() }
  }

  /// So much is going to be read.
  func expect(bytes: Int) {
    if bytes > 1 << 20 { start() }
  }

  func stop() {
    let teller = teller.withLock { known in
      defer { known = nil }
      return known
    }
    guard let teller else { return }
    teller.bell.ring()
    pthread_join(teller.thread, nil)
    if state.withLock({ $0.hasLine }) { write("\r\u{1B}[K") }
  }

  private func start() {
    if console.isQuiet { return }
    teller.withLock { known in
      if known != nil { return }
      let bell = Bell()
      known = Thread.start { [self] in run(until: bell) }.map { ($0, bell) }
    }
  }

  private func run(until bell: Bell) {
    var pause = isTerminal ? 500 : 30_000
    while !bell.isHeard(within: pause) {
      show()
      pause = isTerminal ? 100 : 30_000
    }
  }

  private func show() {
    let (phase, total) = state.withLock { ($0.phase, $0.total) }
    let count = total > 0 ? " \(finished.load(ordering: .relaxed)) of \(total)" : ""
    if isTerminal {
      state.withLock { $0.hasLine = true }
      write("\r\u{1B}[K\(phase)\(count)")
    } else {
      write("dsgen: \(phase)\(count)\n")
    }
  }

  private func write(_ text: String) {
    try? console.err.write(text)
    try? console.err.flush()
  }
}
