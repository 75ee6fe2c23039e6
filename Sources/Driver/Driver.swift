internal import Glibc

/// The process: set up, run, hand back the exit code.
public enum Driver {
  public static func main() -> Int32 {
    keepStandardStreamsOpen()
    Signals.install()
    return Session(
      arguments: Array(CommandLine.arguments.dropFirst()), environment: environment()
    ).run()
  }

  /// Where a standard stream is closed, the next file opened would take its number, and a message
  /// would end up in it.
  private static func keepStandardStreamsOpen() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  private static func environment() -> [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let pointer = entry.pointee {
      if let equals = strchr(pointer, Int32(UInt8(ascii: "="))) {
        let name = UnsafeRawBufferPointer(start: pointer, count: equals - pointer)
        result[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
      }
      entry += 1
    }
    return result
  }
}
