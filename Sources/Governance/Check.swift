import Diagnostics
import Model

/// One rule and how what breaks it is found: over the whole model, in each dataset, or in each list of
/// columns, whichever is the least that the rule must look at.
struct Check: Sendable {
  let rules: [Rule]
  /// Called once.
  var model: (@Sendable (Facts, inout [Diagnostic]) -> Void)?
  /// Called for each dataset, so it must cost next to nothing where all is well.
  var dataset: (@Sendable (DatasetView, Facts, inout [Diagnostic]) -> Void)?
  /// Called once for each distinct list of columns, of a dataset or a shape.
  var columns: (@Sendable (ColumnList, Facts, inout [Diagnostic]) -> Void)?

  /// Whether it finds what is missing, so that it must not judge a model of which a part is unread.
  var needsWholeModel = false

  /// Whether what it finds may be worse than its rule says.
  var mayBeWorse = false

  /// Finds what may be worse than its rule says.
  func beingWorseAtTimes() -> Check {
    var check = self
    check.mayBeWorse = true
    return check
  }

  /// Finds what is missing.
  func needingWholeModel() -> Check {
    var check = self
    check.needsWholeModel = true
    return check
  }

  /// A rule over the whole model.
  static func model(
    _ rule: Rule, _ run: @escaping @Sendable (Facts, inout [Diagnostic]) -> Void
  ) -> Check { Check(rules: [rule], model: run) }

  /// A rule over each dataset.
  static func dataset(
    _ rule: Rule, _ run: @escaping @Sendable (DatasetView, Facts, inout [Diagnostic]) -> Void
  ) -> Check { Check(rules: [rule], dataset: run) }

  /// A rule over each distinct list of columns.
  static func columns(
    _ rule: Rule, _ run: @escaping @Sendable (ColumnList, Facts, inout [Diagnostic]) -> Void
  ) -> Check { Check(rules: [rule], columns: run) }
}
