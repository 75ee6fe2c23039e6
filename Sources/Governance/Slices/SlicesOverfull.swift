import Diagnostics
import Model

extension Rule {
  static let slicesOverfull = Rule(
    code: "slices-overfull", severity: .error, summary: "A slice holds more than 300 datasets.",
    why: """
      Terraform's cost grows with the square of a slice's size: what takes half a second for 100 connectors \
      takes more than a minute for 1,600, in each run of the infrastructure DAG. Beyond 300 it is refused.
      """,
    wrong: sliced(301, slices: 1), right: sliced(300, slices: 3))
}

extension Check {
  static let slicesOverfull = Check.model(.slicesOverfull) { facts, found in
    for (store, sizes) in facts.slices where sizes.largest > SliceSizes.error {
      found.append(.overfull(sizes, at: facts.sliceSpan(store)))
    }
  }
}

extension Diagnostic {
  fileprivate static func overfull(_ sizes: SliceSizes, at span: Span) -> Diagnostic {
    Diagnostic(
      .slicesOverfull,
      "\(sizes.largest) datasets in one slice, at most \(SliceSizes.error) are allowed", at: span,
      help: "declare `slices: \(max(sizes.advised, sizes.count + 1))`, about 100 a slice")
  }
}
