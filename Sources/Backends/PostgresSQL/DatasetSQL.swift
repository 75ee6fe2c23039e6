internal import IR

/// A dataset as its statements need it.
struct DatasetSQL {
  let plan: DatasetPlan
  /// Behind a blank: how its rows come and are merged: tables of another way have other columns of dsgen's own.
  let tag: String

  var table: String { plan.table }
  var fingerprint: String { plan.fingerprint + tag }
}
