internal import DSLFrontend
internal import Diagnostics
internal import Governance
internal import IR
internal import Model

/// What platforms run by two models, of which each must be right.
struct EstatePair {
  /// nil: there is no base.
  let base: Estate?
  let head: Estate
  /// Only what the change reaches was judged and is here.
  let isPart: Bool

  /// What makes a model one that runs nowhere.
  struct Faults {
    var base: [Diagnostic] = []
    var head: [Diagnostic] = []

    var isEmpty: Bool { base.isEmpty && head.isEmpty }

    /// In the order of places. What is in a file of both is told once.
    var all: [Diagnostic] {
      let known = Set(head.map { Known($0) })
      return (base.filter { !known.contains(Known($0)) } + head).inOrderOfPlace()
    }

    private struct Known: Hashable {
      let code: String
      let span: Span?
      let message: String

      init(_ finding: Diagnostic) {
        code = finding.code
        span = finding.span
        message = finding.message
      }
    }
  }

  /// Both models as a whole; nil where one of them is not right, or was not read.
  static func whole(_ pair: ModelPair, _ context: Context) -> (estates: EstatePair?, Faults) {
    make(pair, (pair.base?.model, pair.head?.model), isPart: false, context)
  }

  /// What the change reaches, as far as that is known: what it costs grows with the change.
  static func reached(_ pair: ModelPair, _ context: Context) -> (estates: EstatePair?, Faults) {
    context.begin("reach")
    if let base = pair.base, let head = pair.head,
      let part = ReachedPart(from: base.model, to: head.model)
    {
      let found = make(
        pair, (part.base, part.head), isPart: true, isOfDatasets: part.isOfDatasets, context)
      // What a part lacks can look like a fault.
      if found.1.isEmpty { return found }
    }
    return whole(pair, context)
  }

  private static func make(
    _ pair: ModelPair, _ models: (base: Model?, head: Model?), isPart: Bool,
    isOfDatasets: Bool = false, _ context: Context
  ) -> (EstatePair?, Faults) {
    context.begin("check")
    var settings = context.settings
    settings.findings.errorsSuffice = true
    func errors(_ loaded: LoadedModel?, _ model: Model?, _ side: Frontend.Side) -> [Diagnostic] {
      guard let loaded, let model else { return [] }
      return Judged.findings(
        of: loaded, resolving: model, lacksDatasets: isOfDatasets, in: pair.files, side: side,
        settings
      ).filter { $0.severity == .error }
    }
    let faults = Faults(
      base: errors(pair.base, models.base, .base), head: errors(pair.head, models.head, .head))
    guard faults.isEmpty, let head = models.head else { return (nil, faults) }
    context.begin("lower")
    let estates = EstatePair(
      base: models.base.map(Estate.lower), head: Estate.lower(head), isPart: isPart)
    return (estates, faults)
  }
}
