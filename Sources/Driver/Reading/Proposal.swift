internal import Change
internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import IR
internal import Model

/// A base and a head, judged each by itself and as a change.
struct Proposal: Sendable {
  let pair: ModelPair
  /// nil where too little is known to judge the change.
  let difference: ModelDifference?
  /// What platforms would do otherwise; nil where a model has errors.
  let production: EstateDifference?
  /// Who must move before what breaks somebody may land.
  private(set) var moves: [Move] = []
  /// Of the head, and of the change, in the order of their places.
  let findings: [Diagnostic]
  /// The errors of the base that the head has not.
  let mended: [Diagnostic]
  /// What was not judged, in words.
  let remarks: [String]

  init(_ pair: ModelPair, from source: ChangeSource, _ context: Context) throws {
    self.pair = pair
    let settings = context.settings
    let unread = pair.problems + (pair.base?.diagnostics ?? []).filter { $0.severity == .error }
    guard unread.isEmpty, let loaded = pair.head, pair.absence != nil || pair.base != nil else {
      difference = nil
      production = nil
      findings = unread.inOrderOfPlace()
      mended = []
      remarks = ["nothing was judged: a model that cannot be read does not say who owns what"]
      return
    }
    context.begin("check")
    let ofHead = Judged.findings(of: loaded, in: pair.files, side: .head, settings)
    let ofBase =
      pair.base.map { Judged.findings(of: $0, in: pair.files, side: .base, settings) } ?? []
    let known = Set(ofHead.map(Told.init))
    mended = ofBase.filter { $0.severity == .error && !known.contains(Told($0)) }
    context.begin("compare")
    difference = pair.difference()
    var files: [ChangedFile] = []
    var remarks: [String] = []
    if let changed = try Self.changedFiles(pair) {
      files = changed
    } else if pair.absence == nil {
      files = Self.modelFiles(pair)
      remarks.append("files beside the model were not judged: for that, name two commits")
    }
    var told = ofHead
    var production: EstateDifference?
    if let difference {
      let old = ofBase.hasErrors ? nil : pair.base.map { Estate.lower($0.model) }
      let new = ofHead.hasErrors ? nil : Estate.lower(loaded.model)
      let change = ProposedChange(difference, from: source, files: files, base: old, head: new)
      if let new, old != nil || pair.absence != nil {
        production = EstateDifference(from: old, to: new)
      }
      let judged = Governance.judge(change, settings.findings)
      told += judged
      if judged.contains(where: { Governance.topic(of: $0.code) == .compatibility }) {
        moves = Governance.moves(change, settings.findings)
      }
      if loaded.isPartial {
        remarks.append("the head is not read whole, so some changes are not seen")
      }
      if settings.findings.today == nil, Self.hasDates(difference) {
        remarks.append(
          "freezes, suppressions and waivers were not judged by their dates: --today DATE gives the day"
        )
      }
    }
    findings = told.inOrderOfPlace()
    self.remarks = remarks
    self.production = production
  }

  /// Two findings that tell the same.
  private struct Told: Hashable {
    let code: String
    let message: String
    let span: Span?

    init(_ finding: Diagnostic) {
      code = finding.code
      message = finding.message
      span = finding.span
    }
  }

  private static func hasDates(_ difference: ModelDifference) -> Bool {
    let freezes = difference.base?.ecosystem?.objects(EcosystemField.freeze).isEmpty ?? true
    return !freezes || !difference.head.suppressions.isEmpty || !difference.head.waivers.isEmpty
  }

  // MARK: files

  /// Everything that two commits do not have alike; nil where they are not two commits.
  private static func changedFiles(_ pair: ModelPair) throws -> [ChangedFile]? {
    guard let base = pair.baseTree as? ModelCommit, let head = pair.headTree as? ModelCommit else {
      return nil
    }
    var model: [String: ChangedFile] = [:]
    for file in modelFiles(pair, base, head) { model[file.path] = file }
    do throws(Unreadable) {
      return try base.differences(to: head).map { model[$0] ?? ChangedFile($0) }
    } catch {
      throw Failure.usage("the commits cannot be compared: " + error.reason, help: error.help)
    }
  }

  /// The files of the model that differ.
  private static func modelFiles(
    _ pair: ModelPair, _ base: ModelCommit? = nil, _ head: ModelCommit? = nil
  ) -> [ChangedFile] {
    var sides: [String: (base: FileID?, head: FileID?)] = [:]
    var order: [String] = []
    for (index, file) in pair.files.files.enumerated() {
      guard let side = file.side else { continue }
      let tree = side == .base ? base : head
      let path = tree?.pathInRepository(file.path) ?? file.path
      if sides[path] == nil { order.append(path) }
      var known = sides[path] ?? (nil, nil)
      if side == .base { known.base = FileID(index) } else { known.head = FileID(index) }
      sides[path] = known
    }
    return order.map { ChangedFile($0, base: sides[$0]?.base, head: sides[$0]?.head) }
  }
}
