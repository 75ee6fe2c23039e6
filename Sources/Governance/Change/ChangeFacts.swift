import Change
import Diagnostics
import Model

/// What several rules about a change need to know, worked out once.
final class ChangeFacts {
  let change: ProposedChange
  /// nil: there is no model yet.
  let base: Model?
  let head: Model
  /// The day to judge by; nil: nothing is judged by its date.
  let today: String?

  private(set) lazy var baseFacts: Facts? = base.map { Facts($0) }
  private(set) lazy var headFacts = Facts(head)
  /// Whose each change is, beside `ModelDifference.objects`.
  private(set) lazy var rulings: [Ruling] = judgeOwners()

  /// nil: there is no model yet.
  private(set) lazy var compatibility: Compatibility? = Compatibility(self)

  init(_ change: ProposedChange, _ options: FindingOptions) {
    self.change = change
    base = change.difference.base
    head = change.difference.head
    today = options.today
  }

  var objects: [ObjectChange] { change.difference.objects }
}
