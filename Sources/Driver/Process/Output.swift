internal import Glibc
internal import Synchronization

/// Where a command's bytes go: standard output or error, or memory in tests.
public final class Output: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var kept: [UInt8] = []
    var isClosed = false
  }

  private let descriptor: Int32?
  private let state = Mutex(State())

  /// - Parameter descriptor: nil keeps everything in memory.
  public init(descriptor: Int32?) { self.descriptor = descriptor }

  /// Whether a person sits at the other end.
  var isTerminal: Bool { descriptor.map { isatty($0) == 1 } ?? false }

  /// What was written, where it is kept in memory.
  public var text: String { state.withLock { String(decoding: $0.kept, as: UTF8.self) } }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws {
    try state.withLock { state in
      guard let descriptor else {
        state.kept += bytes
        return
      }
      state.pending += bytes
      if state.pending.count >= 64 * 1024 { try Self.flush(&state, descriptor) }
    }
  }

  func flush() throws {
    guard let descriptor else { return }
    try state.withLock { try Self.flush(&$0, descriptor) }
  }

  private static func flush(_ state: inout State, _ descriptor: Int32) throws {
    let bytes = state.pending
    state.pending.removeAll(keepingCapacity: true)
    if bytes.isEmpty || state.isClosed { return }
    do {
      let name = descriptor == 1 ? "standard output" : "standard error"
      try FileSystem.write(bytes, to: descriptor, path: name)
    } catch let error as SystemError where error.code == EPIPE {
      state.isClosed = true
      throw ClosedPipe()
    }
  }
}
