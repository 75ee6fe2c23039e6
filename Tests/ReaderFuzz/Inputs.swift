internal import ModelSamples

/// Files to compare the readers on: the same for one seed, everywhere.
package struct Inputs {
  /// Files of real models, to be changed a little.
  private let models: [[UInt8]]

  package init(models: [[UInt8]]) { self.models = models.filter { !$0.isEmpty } }

  package func file(_ seed: Int) -> [UInt8] {
    var random = SplitMix(seed: seed)
    switch random.below(10) {
    case 0...3: return Soup.text(&random)
    case 4...6:
      var bytes = Grammar.text(&random)
      if random.once(in: 6) { damage(&bytes, &random) }
      return bytes
    default:
      guard !models.isEmpty else { return Soup.text(&random) }
      var bytes = part(of: random.pick(models), &random)
      for _ in 0..<random.below(4) { damage(&bytes, &random) }
      return bytes
    }
  }

  /// A few lines of a file, moved left as if it began there; of a large file any.
  private func part(of file: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    let lines = file.split(separator: 10, omittingEmptySubsequences: false)
    let count = min(lines.count, 5 + random.below(40))
    let start = random.below(lines.count - count + 1)
    let indent = lines[start].prefix { $0 == 32 }.count
    var part: [UInt8] = []
    for line in lines[start..<(start + count)] {
      if line.prefix(indent).contains(where: { $0 != 32 }) { break }
      part += line.dropFirst(indent) + [10]
    }
    return part
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let at = random.below(bytes.count)
    switch random.below(9) {
    case 0: bytes[at] = UInt8(random.below(random.once(in: 4) ? 256 : 128))
    case 1: bytes.remove(at: at)
    case 2: bytes.insert(random.pick(Array("\n :-#'\"[]{},|>&*!?\\\t\r".utf8)), at: at)
    case 3: indent(&bytes, at, &random)
    case 4:
      let end = min(bytes.count, at + random.below(40))
      bytes.insert(contentsOf: Array(bytes[at..<end]), at: random.below(bytes.count))
    case 5: bytes.removeSubrange(at..<min(bytes.count, at + random.below(20)))
    case 6: bytes.removeSubrange(at...)
    case 7: bytes.insert(contentsOf: Soup.text(&random).prefix(8), at: at)
    default:
      if models.isEmpty { return }
      let other = part(of: random.pick(models), &random)
      if other.isEmpty { return }
      bytes.insert(contentsOf: other.prefix(random.below(other.count + 1)), at: at)
    }
  }

  /// Moves the line that a place is on.
  private func indent(_ bytes: inout [UInt8], _ at: Int, _ random: inout SplitMix) {
    let start = bytes[..<at].lastIndex(of: 10).map { $0 + 1 } ?? 0
    if random.once(in: 2) {
      bytes.insert(contentsOf: Array(repeating: 32, count: 1 + random.below(3)), at: start)
    } else {
      for _ in 0...random.below(3) where start < bytes.count && bytes[start] == 32 {
        bytes.remove(at: start)
      }
    }
  }
}
