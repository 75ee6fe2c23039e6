internal import Diagnostics

/// `dsgen check --fix`: makes the mechanical changes that findings propose, as long as each of them
/// helps.
///
/// Whether one helps is seen, not believed: the model is read again with it, and must have fewer findings
/// and no new one. Fixes are tried together; where together they do not help, in halves.
struct Fixing {
  /// More cannot be needed: what a fix uncovers is fixed in the next round.
  private static let rounds = 10
  /// How often the model is read again at most.
  private static let trials = 100

  private let settings: Settings
  private let mayFix: (Diagnostic) -> Bool
  /// The model as it is now.
  private(set) var judged: Judged
  /// What was mended, in the order in which it was.
  private(set) var fixed: [Diagnostic] = []
  /// Changed files by the path below the model's root.
  private(set) var files: [String: EditedFile] = [:]
  private var refused: Set<Attempt> = []
  private var trials = 0

  /// What makes two findings the same in two texts of one model.
  private struct Finding: Hashable {
    let code: String
    let object: String?
    let message: String

    init(_ finding: Diagnostic) {
      code = finding.code
      object = finding.subject?.object
      message = finding.message
    }
  }

  private struct Attempt: Hashable {
    let finding: Finding
    let text: String?

    init(_ finding: Diagnostic) {
      self.finding = Finding(finding)
      text = finding.fix?.text
    }
  }

  /// A fix with the bytes that it replaces.
  private struct Step {
    let finding: Diagnostic
    let path: String
    let change: EditedFile.Change
  }

  /// - Parameter mayFix: which findings may be mended.
  init(
    _ judged: Judged, _ settings: Settings, where mayFix: @escaping (Diagnostic) -> Bool
  ) {
    self.judged = judged
    self.settings = settings
    self.mayFix = mayFix
  }

  mutating func run() throws {
    for _ in 0..<Self.rounds {
      let steps = self.steps()
      if steps.isEmpty { return }
      var done: [Step] = []
      try take(steps, after: &done, of: files)
      if done.isEmpty { return }
      fixed += done.map(\.finding)
    }
  }

  /// What can be tried in one round: of fixes that overlap the first.
  private func steps() -> [Step] {
    var steps: [Step] = []
    for finding in judged.findings {
      guard let fix = finding.fix, mayFix(finding), !refused.contains(Attempt(finding)),
        let source = judged.files.source(fix.span.file), let range = fix.range(in: source.bytes)
      else { continue }
      steps.append(
        Step(
          finding: finding, path: judged.files.files[Int(fix.span.file.index)].path,
          change: EditedFile.Change(range: range, bytes: Array(fix.text.utf8))))
    }
    steps.sort {
      $0.path != $1.path
        ? Path.precedes($0.path, $1.path)
        : ($0.change.range.lowerBound, $0.change.range.upperBound)
          < ($1.change.range.lowerBound, $1.change.range.upperBound)
    }
    var kept: [Step] = []
    for step in steps {
      if let last = kept.last, last.path == step.path,
        step.change.range.lowerBound < last.change.range.upperBound
          || step.change.range == last.change.range
      {
        continue
      }
      kept.append(step)
    }
    return kept
  }

  /// Tries steps together with those that have helped in this round, and keeps what helps.
  /// - Parameter start: the files as the round found them.
  private mutating func take(
    _ steps: [Step], after done: inout [Step], of start: [String: EditedFile]
  ) throws {
    if trials == Self.trials { return }
    trials += 1
    let next = try edited(start, by: done + steps)
    if let better = try reread(next) {
      judged = better
      files = next
      done += steps
    } else if steps.count == 1 {
      refused.insert(Attempt(steps[0].finding))
    } else {
      let middle = steps.count / 2
      try take(Array(steps[..<middle]), after: &done, of: start)
      try take(Array(steps[middle...]), after: &done, of: start)
    }
  }

  private func edited(
    _ start: [String: EditedFile], by steps: [Step]
  ) throws -> [String: EditedFile] {
    var files = start
    for (path, own) in Dictionary(grouping: steps, by: \.path) {
      let changes = own.map(\.change).sorted { $0.range.lowerBound < $1.range.lowerBound }
      var file = try files[path] ?? original(path)
      file.apply(changes)
      files[path] = file
    }
    return files
  }

  private func original(_ path: String) throws -> EditedFile {
    let bytes = try base.read(path, limit: ModelFiles.sizeLimit) ?? []
    return EditedFile(path: base.shownPath(path), bytes)
  }

  /// The model with changed files; nil where it is not better than it was.
  private func reread(_ changed: [String: EditedFile]) throws -> Judged? {
    let texts = changed.mapValues(\.bytes)
    let tree = EditedTree(base: base, changed: texts)
    let files = judged.files.files.map {
      ModelFile(path: $0.path, size: texts[$0.path]?.count ?? $0.size)
    }
    let next = try Judged(ModelFiles(tree, files), settings)
    guard next.model != nil, next.findings.count < judged.findings.count else { return nil }
    var room: [Finding: Int] = [:]
    for finding in judged.findings { room[Finding(finding), default: 0] += 1 }
    for finding in next.findings {
      guard let left = room[Finding(finding)], left > 0 else { return nil }
      room[Finding(finding)] = left - 1
    }
    return next
  }

  /// The tree without changes.
  private var base: any ModelTree {
    (judged.files.tree as? EditedTree)?.base ?? judged.files.tree
  }
}
