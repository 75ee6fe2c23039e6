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

  /// - Returns: nil where one of them is not right, or was not read; `errors` say why.
  static func of(
    _ pair: ModelPair, _ context: Context
  ) -> (estates: EstatePair?, errors: [Diagnostic]) {
    context.begin("check")
    func errors(_ loaded: LoadedModel?) -> [Diagnostic] {
      guard let loaded else { return [] }
      let options = context.settings.findings
      let found =
        loaded.diagnostics
        + Governance.check(
          loaded.model, otherRules: driverRules + frontendRules + irRules,
          isPartial: loaded.isPartial, options) + Estate.check(loaded.model)
      return Governance.settle(
        found, of: loaded.model, rules: Judged.rules, isPartial: loaded.isPartial, options
      ).filter { $0.severity == .error }
    }
    let (old, new) = (errors(pair.base), errors(pair.head))
    guard old.isEmpty, new.isEmpty, let head = pair.head?.model else {
      // What is in a file of both is told once.
      let known = Set(new.map { Known($0) })
      return (nil, (old.filter { !known.contains(Known($0)) } + new).inOrderOfPlace())
    }
    context.begin("lower")
    return (EstatePair(base: (pair.base?.model).map(Estate.lower), head: Estate.lower(head)), [])
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
