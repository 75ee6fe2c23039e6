extension String {
  /// Texts as one, in one piece of memory: `+` would make one for each.
  init(
    joining a: String, _ b: String, _ c: String = "", _ d: String = "", _ e: String = ""
  ) {
    let size = a.utf8.count + b.utf8.count + c.utf8.count + d.utf8.count + e.utf8.count
    self.init(unsafeUninitializedCapacity: size) { memory in
      var end = Self.copy(a, to: memory, at: 0)
      end = Self.copy(b, to: memory, at: end)
      end = Self.copy(c, to: memory, at: end)
      end = Self.copy(d, to: memory, at: end)
      return Self.copy(e, to: memory, at: end)
    }
  }

  /// - Returns: where the copy ends.
  private static func copy(
    _ text: String, to memory: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) -> Int {
    if text.isEmpty { return start }
    var text = text
    return text.withUTF8 { utf8 in
      precondition(utf8.count <= memory.count - start)
      (memory.baseAddress! + start).initialize(from: utf8.baseAddress!, count: utf8.count)
      return start + utf8.count
    }
  }
}
