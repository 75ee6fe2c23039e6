internal import Glibc
internal import Synchronization

/// What `--stats` prints: time by phase, amounts, memory.
final class Statistics: Sendable {
  private struct Phase {
    let name: String
    let wall: Double
    let cpu: Double
  }

  private struct State {
    var phases: [Phase] = []
    var current: (name: String, wall: Double, cpu: Double)?
    var amounts: [(name: String, value: String)] = []
  }

  private let state = Mutex(State())

  /// Ends the phase that runs and begins another; nil only ends it.
  func begin(_ name: String?) {
    let wall = Self.wallSeconds
    let cpu = Self.cpuSeconds
    state.withLock { state in
      if let current = state.current {
        state.phases.append(
          Phase(name: current.name, wall: wall - current.wall, cpu: cpu - current.cpu))
      }
      state.current = name.map { ($0, wall, cpu) }
    }
  }

  func amount(_ name: String, _ value: Int) { note(name, Self.grouped(value)) }

  func note(_ name: String, _ value: String) {
    state.withLock { $0.amounts.append((name, value)) }
  }

  /// The table: seconds of the clock and of all processors together.
  var text: String {
    begin(nil)
    return state.withLock { state in
      var rows = state.phases
      rows.append(
        Phase(
          name: "total", wall: rows.reduce(0) { $0 + $1.wall }, cpu: Self.cpuSeconds))
      var text = "phase            seconds        CPU\n"
      for row in rows {
        text += Self.pad(row.name, 14) + Self.seconds(row.wall) + Self.seconds(row.cpu) + "\n"
      }
      for (name, value) in state.amounts {
        text += Self.pad(name, 14) + Self.right(value, 10) + "\n"
      }
      return text + Self.pad("peak memory", 14) + Self.right(Self.peakMemory, 10) + "\n"
    }
  }

  /// Of a clock that never goes back.
  static var wallSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// User and system time of all threads.
  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The most memory that this process ever held, as the kernel counts it (`VmHWM`).
  private static var peakMemory: String {
    let bytes = (try? FileSystem.read("/proc/self/status", limit: 64 * 1024)) ?? []
    let kibibytes = kibibytes("VmHWM", in: String(decoding: bytes, as: UTF8.self))
    return kibibytes.map { "\($0 / 1024) MiB" } ?? "unknown"
  }

  /// A line of `/proc/self/status`: `VmHWM:`, a tab, blanks where the number is short, the number, `kB`.
  static func kibibytes(_ name: String, in status: String) -> Int? {
    let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line.flatMap { Int(String(decoding: $0.utf8.filter { 48...57 ~= $0 }, as: UTF8.self)) }
  }

  private static func seconds(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let fraction = String(1000 + thousandths % 1000).dropFirst()
    return right("\(thousandths / 1000).\(fraction)", 11)
  }

  private static func grouped(_ value: Int) -> String {
    var digits = Array(String(value))
    var at = digits.count - 3
    while at > 0 {
      digits.insert(",", at: at)
      at -= 3
    }
    return String(digits)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
