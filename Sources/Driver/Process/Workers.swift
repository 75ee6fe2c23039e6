internal import Glibc
internal import Synchronization

/// Work spread over threads with stacks of their own, of full size.
enum Workers {
  /// Processors that this process may use: those of the machine, less where a container's quota
  /// (cgroup 2 `cpu.max`) allows less.
  static var available: Int {
    var processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    if let bytes = try? FileSystem.read("/sys/fs/cgroup/cpu.max", limit: 100) {
      let fields = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
      if fields.count == 2, let quota = Int(fields[0]), let period = Int(fields[1]), period > 0 {
        processors = min(processors, max(1, (quota + period - 1) / period))
      }
    }
    return processors
  }

  /// Calls `body` for each index below `count`, on up to `jobs` threads. Of several errors the one
  /// of the lowest index is thrown; after an error no new index is begun.
  static func each(_ count: Int, jobs: Int, _ body: @Sendable (Int) throws -> Void) throws {
    let next = Atomic<Int>(0)
    let failure = Mutex<(index: Int, error: any Error)?>(nil)
    @Sendable func work() {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        do {
          try Signals.stopIfInterrupted()
          try body(index)
        } catch {
          next.store(count, ordering: .relaxed)
          failure.withLock { known in
            if known.map({ index < $0.index }) ?? true { known = (index, error) }
          }
        }
      }
    }
    run(min(jobs, count), work)
    if let error = failure.withLock({ $0?.error }) { throw error }
  }

  /// Runs `body` on `threads` threads at once, the calling one among them.
  private static func run(_ threads: Int, _ body: @Sendable () -> Void) {
    withoutActuallyEscaping(body) { body in
      var started: [pthread_t] = []
      for _ in 1..<max(1, threads) {
        if let thread = Thread.start(body) { started.append(thread) }
      }
      body()
      for thread in started { pthread_join(thread, nil) }
    }
  }
}

/// A POSIX thread.
enum Thread {
  private final class Job: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts a thread; nil where the system gives no further one.
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var thread = pthread_t()
    let job = Unmanaged.passRetained(Job(body))
    let result = pthread_create(
      &thread, nil,
      { argument in
        Signals.useOwnSignalStack()
        if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, job.toOpaque())
    guard result == 0 else {
      job.release()
      return nil
    }
    return thread
  }
}
