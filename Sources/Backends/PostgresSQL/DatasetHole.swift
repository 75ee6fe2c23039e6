internal import Emit

/// What differs between the statements of two datasets of a store: a form leaves it out, a dataset fills
/// it in.
enum DatasetHole: Int, CaseIterable {
  /// The stream: its section's name, its own name as text.
  case section, stream
  /// The dataset's table: its name, its name as text, its schema's fingerprint as text.
  case table, tableText, fingerprint
  /// Names that belong to the table: of its key, of its trigger, of its index of open versions.
  case constraint, trigger, openIndex
  /// The key's columns: their names, as texts, as staging has them, and as the batch has them, which the
  /// target's are equal to.
  case key, keyTexts, keyOfStaging, keyOfSource, sameKey
  /// All columns: their names, as texts, as a batch selects them from staging, as it copies them, as the
  /// merge takes them from the batch.
  case names, nameTexts, readFromStaging, sourceColumns, fresh
  /// All columns with their types, and the types as texts: in staging, in the merge table.
  case stagingColumns, stagingTypes, mergeColumns, mergeTypes
  /// The columns beyond the key: the target's and the batch's, so that equal means equal, and what the
  /// target's are set to.
  case exactTarget, exactFresh, assignments
  /// The columns that a change may have left alone, and what stands for it, as texts.
  case largeTexts, unavailable
}

extension SQLExpression {
  static func hole(_ hole: DatasetHole) -> SQLExpression { .hole(hole.rawValue) }
}

extension SQLName {
  init(_ hole: DatasetHole) { self.init(hole: hole.rawValue) }
}

extension SQLColumn {
  init(_ hole: DatasetHole) { self.init(hole: hole.rawValue) }
}

extension SQLAssignment {
  static func hole(_ hole: DatasetHole) -> SQLAssignment { .hole(hole.rawValue) }
}
