internal import Emit
internal import IR

/// `sql/workspaces/<workspace>.sql`: what a workspace sees, and the role that may.
///
/// Where the platform has several merge databases, each makes the views of the tables that it holds.
struct WorkspaceFile {
  let views: [ViewPlan]
  let platform: PlatformPlan

  func file() -> GeneratedFile {
    let first = views[0]
    var writer = SQLWriter(capacity: 1024 * (views.count + 4))
    writer.notice()
    writer.ensurePlatform(depth: 2)
    let databases = platform.postgres.databases
    for database in databases {
      let own = views.filter { $0.database == database }
      if databases.count > 1 {
        let here = SQLExpression.comparison(.call(.currentDatabase, []), .equal, .text(database))
        writer.statement(.selectInto(SQLSelect([(here, PsqlVariable.here.column)])))
        writer.command(.if(.here))
      }
      if own.isEmpty {
        // They may have been here before their stores moved.
        writer.call(.dropOldViews, [.text(first.schema), .texts([])])
      } else {
        write(own, to: &writer)
      }
      if databases.count > 1 { writer.command(.end) }
    }
    return writer.file(at: "\(platform.folder)/sql/workspaces/\(first.workspace).sql")
  }

  private func write(_ views: [ViewPlan], to writer: inout SQLWriter) {
    let first = views[0]
    let schema = SQLName(first.schema)
    let role = SQLName(first.role)
    writer.blank()
    writer.statement(.begin)
    writer.statement(.createSchema(schema))
    writer.call(.makeRole, [.text(first.role)])
    writer.statement(.grantUsage(schema: schema, to: role))
    let latest = ViewForm(schema: first.schema, .latest)
    let history = ViewForm(schema: first.schema, .history)
    let whole = ViewForm(schema: first.schema, .whole)
    var texts = ViewForm.ViewTexts()
    for view in views {
      writer.mark(view.origin)
      texts.take(view)
      if let name = view.history {
        latest.write(view.name, &texts, to: &writer)
        history.write(name, &texts, to: &writer)
      } else {
        whole.write(view.name, &texts, to: &writer)
      }
    }
    writer.mark(nil)
    let retained = Dictionary(grouping: views.filter { $0.retention != nil }) { $0.retention! }
    for (seconds, views) in retained.sorted(by: { $0.key < $1.key }) {
      writer.call(.noteRetention, [.texts(views.map(\.table)), .text("\(seconds) seconds")])
    }
    let names = views.flatMap { [$0.name] + ($0.history.map { [$0] } ?? []) }
    writer.call(.dropOldViews, [.text(first.schema), .texts(names)])
    writer.statement(.grantSelect(names.map { SQLTable(schema, SQLName($0)) }, to: role))
    writer.statement(.commit)
  }
}
