extension String {
  /// Texts as one, in one piece of memory: `+` would make one for each.
  init(
    joining a: String, _ b: String, _ c: String = "", _ d: String = "", _ e: String = ""
  ) {
    let size = a.utf8.count + b.utf8.count + c.utf8.count + d.utf8.count + e.utf8.count
    self.init(unsafeUninitializedCapacity: size) { memory in
      var end = 0
      func put(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
          _ = UnsafeMutableBufferPointer(rebasing: memory[end...]).update(fromContentsOf: utf8)
          end += utf8.count
        }
      }
      put(a)
      put(b)
      put(c)
      put(d)
      put(e)
      return end
    }
  }
}
