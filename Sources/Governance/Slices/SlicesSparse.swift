import Diagnostics
import Model

extension Rule {
  static let slicesSparse = Rule(
    code: "slices-sparse", severity: .note,
    summary: "A store has more slices than its datasets need.",
    why: """
      Each slice is a Terraform state and a DAG file, which cost something even when nearly empty. Fewer than \
      30 datasets a slice are fine for a store that will grow: changing the number later moves datasets.
      """,
    wrong: sliced(59, slices: 2), right: sliced(60, slices: 2))
}

extension Check {
  static let slicesSparse = Check.model(.slicesSparse) { facts, found in
    for (store, sizes) in facts.slices
    where sizes.count > 1 && sizes.datasets < sizes.count * SliceSizes.sparse {
      found.append(.sparse(sizes, at: facts.sliceSpan(store)))
    }
  }
}

extension Diagnostic {
  fileprivate static func sparse(_ sizes: SliceSizes, at span: Span) -> Diagnostic {
    Diagnostic(
      .slicesSparse,
      "\(sizes.datasets) dataset\(sizes.datasets == 1 ? "" : "s") in \(sizes.count) slices: fewer than 30 a slice",
      at: span,
      help: "leave it if the store will grow; else `slices: \(sizes.advised)` would do")
  }
}
