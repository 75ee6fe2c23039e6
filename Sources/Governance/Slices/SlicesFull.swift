import Diagnostics
import Model

extension Rule {
  static let slicesFull = Rule(
    code: "slices-full", severity: .warning, summary: "A slice holds more than 150 datasets.",
    why: """
      A slice is the unit of Terraform state, of a DAG file and of a review. Terraform's cost grows with the \
      square of a slice's size, so a store should have about 100 datasets a slice. Declare more slices while \
      the store is small: changing their number moves datasets.
      """,
    wrong: sliced(151, slices: 1), right: sliced(150, slices: 1))
}

extension Check {
  static let slicesFull = Check.model(.slicesFull) { facts, found in
    for (store, sizes) in facts.slices
    where (SliceSizes.warning + 1...SliceSizes.error).contains(sizes.largest) {
      found.append(.full(sizes, at: facts.sliceSpan(store)))
    }
  }
}

extension Diagnostic {
  fileprivate static func full(_ sizes: SliceSizes, at span: Span) -> Diagnostic {
    Diagnostic(
      .slicesFull,
      sizes.count == 1
        ? "\(sizes.datasets) datasets in one slice"
        : "\(sizes.datasets) datasets in \(sizes.count) slices, up to \(sizes.largest) in one",
      at: span, help: "declare `slices: \(max(sizes.advised, sizes.count + 1))`, about 100 a slice")
  }
}
