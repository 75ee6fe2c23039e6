internal import Glibc
internal import Synchronization

/// Tells how far a long run is: on a terminal a line after half a second, in a log one every 30 s.
final class Progress: Sendable {
  private struct State {
    var phase = ""
    var total = 0
    var isDone = false
    var hasLine = false
  }

  private let console: Console
  private let isTerminal: Bool
  private let state = Mutex(State())
  private let finished = Atomic<Int>(0)
  private let thread = Mutex<pthread_t?>(nil)

  init(_ console: Console) {
    self.console = console
    isTerminal = console.err.isTerminal
  }

  func start() {
    guard !console.isQuiet else { return }
    thread.withLock { $0 = Thread.start { [self] in run() } }
  }

  /// - Parameter total: how many steps the phase has; 0 where that is not known.
  func begin(_ phase: String, total: Int = 0) {
    finished.store(0, ordering: .relaxed)
    state.withLock {
      $0.phase = phase
      $0.total = total
    }
  }

  func step() { finished.add(1, ordering: .relaxed) }

  func stop() {
    let thread = thread.withLock { known in
      defer { known = nil }
      return known
    }
    guard let thread else { return }
    state.withLock { $0.isDone = true }
    pthread_join(thread, nil)
    if state.withLock({ $0.hasLine }) { write("\r\u{1B}[K") }
  }

  private func run() {
    let tick: UInt32 = 50_000
    let step = isTerminal ? 2 : 600
    var ticks = 0
    var next = isTerminal ? 10 : 600
    while !state.withLock({ $0.isDone }) {
      usleep(tick)
      ticks += 1
      guard ticks >= next else { continue }
      next = ticks + step
      show()
    }
  }

  private func show() {
    let (phase, total) = state.withLock { ($0.phase, $0.total) }
    guard !phase.isEmpty else { return }
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
