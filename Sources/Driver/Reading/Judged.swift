internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import IR
internal import Model

/// A model that was read and judged.
struct Judged: Sendable {
  let files: ModelFiles
  /// nil where a file could not be read.
  let model: Model?
  /// A file could not be read to its end, so what seems to be missing may be in it.
  let isPartial: Bool
  /// What is told, in the order of its places.
  let findings: [Diagnostic]

  /// Every code that can be found.
  static let rules: [Rule] =
    (driverRules + frontendRules + Governance.rules + irRules).sorted { $0.code < $1.code }

  /// - Parameters:
  ///   - problems: of finding the files.
  ///   - begin: is told each phase.
  init(
    _ files: ModelFiles, problems: [Diagnostic] = [], _ settings: Settings,
    begin: (String) -> Void = { _ in }
  ) throws {
    self.files = files
    begin("read")
    let (arenas, unread) = try files.decode(jobs: settings.jobs)
    guard problems.isEmpty, unread.isEmpty else {
      model = nil
      isPartial = true
      findings = (problems + unread).inOrderOfPlace()
      return
    }
    begin("link")
    let loaded = Frontend.assemble(arenas)
    let model = loaded.model
    self.model = model
    isPartial = loaded.isPartial
    begin("check")
    findings = Self.findings(of: loaded, in: files, settings)
  }

  /// What is told of a model, in the order of its places.
  /// - Parameters:
  ///   - part: what of the model is judged, its references too; nil: all, with references followed before.
  ///   - lacksDatasets: what seems to be missing from the part is in the model.
  ///   - side: which of two models that were read together it is.
  static func findings(
    of loaded: LoadedModel, resolving part: Model? = nil, lacksDatasets: Bool = false,
    in files: ModelFiles,
    side: Frontend.Side? = nil,
    _ settings: Settings
  ) -> [Diagnostic] {
    let options = settings.findings
    let model = part ?? loaded.model
    var found = loaded.diagnostics
    if let part { found += loaded.unresolved(in: part) }
    found += Governance.check(
      model, otherRules: driverRules + frontendRules + irRules,
      isPartial: loaded.isPartial || lacksDatasets, options)
    found += Estate.check(model)
    if model.ecosystem == nil, !loaded.isPartial { found.append(files.ecosystemMissing(side)) }
    return Governance.settle(
      found, of: model, rules: Self.rules, isPartial: loaded.isPartial || lacksDatasets, options
    ).inOrderOfPlace()
  }
}
