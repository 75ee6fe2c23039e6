internal import DSLFrontend
internal import Diagnostics
internal import Model
internal import Packing

/// What is found, by judging no more than a change has to do with.
extension Increment {
  /// What is told of the model now: what was told before, but for what is judged anew; nil where that cannot
  /// be told apart. Only of what `completed` gives.
  func findings(_ settings: Settings) -> [Diagnostic]? {
    guard let census = state.census, let censusNow = self.census else { return nil }
    let before = judge(base, .base, census, settings)
    var left = KnownFindings(before)
    var told: [Diagnostic] = []
    for finding in state.findings {
      if left.remove(finding.moved { changed.numbers[Int($0.index)] }) { continue }
      let moved = finding.moved(changed.now)
      // Where it is now is not known: its file is another.
      guard moved.files.allSatisfy({ Int($0.index) < changed.count }) else { return nil }
      told.append(moved)
    }
    guard left.isEmpty else { return nil }
    let now = judge(head, .head, censusNow, settings)
    // Whether a suppression is of use is not judged where there are errors.
    if now.hasErrors, !head.model.suppressions.isEmpty { return nil }
    return (told + now).inOrderOfPlace()
  }

  private func judge(
    _ loaded: LoadedModel, _ side: Frontend.Side, _ census: Census, _ settings: Settings
  ) -> [Diagnostic] {
    Judged.findings(
      of: loaded, resolving: part(of: loaded.model), isAlone: true, lacksDatasets: true,
      capacity: census.use, in: changed.files, side: side, settings)
  }
}

/// Findings, as often as they were found.
private struct KnownFindings {
  private var counts: [[UInt8]: Int] = [:]

  init(_ findings: [Diagnostic]) {
    for finding in findings { counts[Self.key(finding), default: 0] += 1 }
  }

  var isEmpty: Bool { counts.isEmpty }

  /// Whether it was there; it is gone then.
  mutating func remove(_ finding: Diagnostic) -> Bool {
    let key = Self.key(finding)
    guard let count = counts[key] else { return false }
    counts[key] = count > 1 ? count - 1 : nil
    return true
  }

  private static func key(_ finding: Diagnostic) -> [UInt8] {
    var packer = Packer()
    finding.pack(into: &packer)
    return packer.bytes
  }
}
