internal import Emit
internal import IR

/// `sql/limits.sql`: psql variables that say how much the infrastructure may delete, and when; no file
/// where the model says none of it.
struct LimitsFile {
  let platform: PlatformPlan

  var files: [GeneratedFile] {
    let limits = platform.deletions
    var values: [(SQLExpression, PsqlVariable)] = []
    if let days = platform.removalAfterDays { values.append((.text("\(days) days"), .trashAfter)) }
    if let tables = limits.tables { values.append((.integer(tables), .deleteTables)) }
    if let slices = limits.slices { values.append((.integer(slices), .deleteSlices)) }
    if !limits.meant.isEmpty { values.append((.texts(limits.meant), .removals)) }
    if values.isEmpty { return [] }
    var writer = SQLWriter()
    writer.notice()
    writer.mark(platform.origin)
    writer.statement(.selectInto(SQLSelect(values.map { ($0, $1.column) })))
    return [writer.file(at: "\(platform.folder)/sql/limits.sql")]
  }
}
