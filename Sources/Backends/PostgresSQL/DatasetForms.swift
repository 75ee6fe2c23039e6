internal import Emit
internal import IR
internal import Model

/// The statements of a store's datasets on a platform, put together once; what differs are holes.
struct DatasetForms {
  /// What makes the tables.
  let tables: SQLForm
  /// Around the merge of a stream of one dataset: its beginning up to the batch, and its end.
  let start: SQLForm
  let finish: SQLForm
  /// The batch of a dataset whose rows come from another database.
  let batchTable: SQLForm
  private let run: SQLForm
  private let runOfKeys: SQLForm
  let batch: Batch
  private let tag: String

  init(store: StorePlan, merge: MergeStrategy) {
    let feed = Feed(store)
    let batch = Batch(feed: feed, merge: merge, isWhole: store.stream != nil)
    let section = MergeSection(store: store, merge: merge, feed: feed)
    self.batch = batch
    tables = TablesSection(merge: merge, feed: feed).form
    start = SQLForm { section.start(.one, &$0) }
    finish = SQLForm { section.finish(.one, high: batch.high, &$0) }
    batchTable = SQLForm {
      $0.statement(
        .createTemporary(Own.batch, [SQLColumn(.mergeColumns)] + Pull(feed: feed, merge: merge).own)
      )
    }
    run = batch.form(hasValues: true)
    runOfKeys = batch.form(hasValues: false)
    tag = " \(merge) \(feed.tag)"
  }

  /// The merge of a dataset's batch.
  /// - Parameter hasValues: whether it has columns beyond its key.
  func run(hasValues: Bool) -> SQLForm { hasValues ? run : runOfKeys }

  /// What the merge of a dataset asks for, in a stream of its own or in its store's.
  func holes(isWhole: Bool) -> HoleSet {
    let batch = run.holes.union(runOfKeys.holes).union(batchTable.holes)
    return isWhole ? batch : batch.union(start.holes).union(finish.holes)
  }

  func datasets(of slice: SlicePlan) -> [DatasetSQL] {
    slice.datasets.map { DatasetSQL(plan: $0, tag: tag) }
  }
}
