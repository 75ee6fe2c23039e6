internal import DSLFrontend
internal import Diagnostics
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
    func errors(_ loaded: LoadedModel?, _ side: Frontend.Side) -> [Diagnostic] {
      guard let loaded else { return [] }
      return Judged.findings(of: loaded, in: pair.files, side: side, context.settings)
        .filter { $0.severity == .error }
    }
    let (old, new) = (errors(pair.base, .base), errors(pair.head, .head))
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
