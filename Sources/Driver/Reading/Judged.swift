internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import IR
internal import Model

/// A model that was read and judged.
struct Judged: Sendable {
  let files: ModelFiles
  /// nil where a file could not be read.
  let loaded: LoadedModel?
  /// What each file holds, by its number; nil where that is not kept.
  let hashes: [ContentHash]?
  var model: Model? { loaded?.model }
  /// A file could not be read to its end, so what seems to be missing may be in it.
  let isPartial: Bool
  /// What is told, in the order of its places.
  let findings: [Diagnostic]

  /// Every code that can be found.
  static let rules: [Rule] =
    (driverRules + frontendRules + Governance.rules + irRules).sorted { $0.code < $1.code }

  /// - Parameters:
  ///   - problems: of finding the files.
  ///   - keeping: what is kept of the files.
  ///   - begin: is told each phase.
  init(
    _ files: ModelFiles, problems: [Diagnostic] = [],
    keeping: ModelFiles.Keeping = .nothing, _ settings: Settings,
    begin: (String) -> Void = { _ in }
  ) throws {
    self.files = files
    begin("read")
    var reading = try files.decode(jobs: settings.jobs, keeping: keeping)
    guard problems.isEmpty, reading.problems.isEmpty else {
      (loaded, hashes) = (nil, nil)
      isPartial = true
      findings = (problems + reading.problems).inOrderOfPlace()
      return
    }
    begin("link")
    let read = reading.hashes
    hashes = read.isEmpty ? nil : files.files.indices.compactMap { read[$0] }
    let arenas = reading.arenas
    reading.arenas = []
    let loaded = Frontend.assemble(arenas)
    self.loaded = loaded
    isPartial = loaded.isPartial
    begin("check")
    findings = Self.findings(of: loaded, in: files, settings)
  }

  /// What is told of a model, in the order of its places.
  /// - Parameters:
  ///   - part: what of the model is judged, its references too; nil: all, with references followed before.
  ///   - isAlone: of the part only its stores and workspaces are asked where they refer to.
  ///   - lacksDatasets: what seems to be missing from the part is in the model.
  ///   - capacity: what platforms use by the whole of which it is a part.
  ///   - side: which of two models that were read together it is.
  static func findings(
    of loaded: LoadedModel, resolving part: Model? = nil, isAlone: Bool = false,
    lacksDatasets: Bool = false, capacity: CapacityUse? = nil, in files: ModelFiles,
    side: Frontend.Side? = nil,
    _ settings: Settings
  ) -> [Diagnostic] {
    let options = settings.findings
    let model = part ?? loaded.model
    var found = loaded.diagnostics
    if let part { found += loaded.unresolved(in: part, isAlone: isAlone) }
    found += Governance.check(
      model, otherRules: driverRules + frontendRules + irRules,
      isPartial: loaded.isPartial || lacksDatasets, capacity: capacity, options)
    found += Estate.check(model)
    if model.ecosystem == nil, !loaded.isPartial { found.append(files.ecosystemMissing(side)) }
    return Governance.settle(
      found, of: model, rules: Self.rules, isPartial: loaded.isPartial || lacksDatasets, options
    ).inOrderOfPlace()
  }
}
