/// The one place that turns statements into text.
extension SQLWriter {
  mutating func write(_ statement: SQLStatement) {
    switch statement {
    // A merge that waited for its lock must see what was committed meanwhile.
    case .begin: put("begin isolation level read committed")
    case .commit: put("commit")
    case .createSchema(let name):
      put("create schema if not exists ")
      put(name)
    case .createTable(let table, let columns, let key, let constraint):
      put("create table if not exists ")
      put(table)
      columnList(columns, key: key, constraint)
    case .createTemporary(let name, let columns):
      put("create temporary table ")
      put(name)
      columnList(columns, key: [], nil)
      put(" on commit drop")
    case .createTemporaryAs(let name, let query):
      put("create temporary table ")
      put(name)
      put(" on commit drop as")
      line(0)
      write(query)
    case .drop(let name):
      put("drop table pg_temp.")
      put(name)
    case .createUniqueIndex(let name, let table, let columns, let filter):
      put("create unique index if not exists ")
      put(name)
      put(" on ")
      put(table)
      put(" (")
      names(columns)
      put(")")
      if let filter {
        put(" where ")
        write(filter)
      }
    case .createTrigger(let name, let table):
      put("create or replace trigger ")
      put(name)
      put(" before update on ")
      put(table)
      line(1)
      put("for each row when (old.* is distinct from new.*) execute function dsgen.rewritten()")
    case .selectInto(let query): write(query)
    case .merge(let merge): write(merge)
    case .insert(let table, let columns, let query):
      put("insert into ")
      put(table)
      put(" (")
      names(columns)
      put(")")
      line(0)
      write(query)
    case .insertFetched(let name, let number):
      writeFetched(name, number)
    case .update(let table, let assignments, let source, let condition):
      put("update ")
      put(table)
      put(" t set ")
      self.assignments(assignments)
      if let source {
        line(0)
        put("from ")
        put(source)
        put(" s")
      }
      line(0)
      put("where ")
      conditions(condition, 1)
    case .delete(let table, let condition):
      put("delete from ")
      put(table)
      put(" t where ")
      conditions(condition, 1)
    case .truncate(let table):
      put("truncate ")
      put(table)
    default: writeDefinition(statement)
    }
  }

  private mutating func writeDefinition(_ statement: SQLStatement) {
    switch statement {
    case .createView(let view, let query):
      put("create or replace view ")
      put(view)
      put(" as")
      line(0)
      write(query)
    case .grantUsage(let schema, let role):
      put("grant usage on schema ")
      put(schema)
      put(" to ")
      put(role)
    case .grantSelect(let tables, let role):
      put("grant select on ")
      list(tables, indent: 1) { $0.put($1) }
      put(" to ")
      put(role)
    case .replicaIdentityFull(let table):
      put("alter table ")
      put(table)
      put(" replica identity full")
    case .createSignals(let table):
      put("create table if not exists ")
      put(table)
      put(" (id varchar(42) primary key, type varchar(32) not null, data varchar(2048))")
    case .signalSnapshot(let table):
      put("insert into ")
      put(table)
      put(" (id, type, data)")
      line(0)
      put("select md5(random()::text || clock_timestamp()), 'execute-snapshot',")
      line(1)
      put(
        "json_build_object('data-collections', json_build_array(:'snapshot'), 'type', 'incremental')"
      )
    case .grantReaderUsage(let schema):
      put("grant usage on schema ")
      put(schema)
      put(" to :\"reader\"")
    case .grantReader(let tables):
      put("grant select on ")
      list(tables, indent: 1) { $0.put($1) }
      put(" to :\"reader\"")
    case .grantReaderSignals(let table):
      put("grant select, insert on ")
      put(table)
      put(" to :\"reader\"")
    case .createPublication(let name, let tables):
      put("create publication ")
      put(name)
      put(" for table")
      line(1)
      list(tables, indent: 1) { $0.put($1) }
    case .setPublication(let name, let tables):
      put("alter publication ")
      put(name)
      put(" set table")
      line(1)
      list(tables, indent: 1) { $0.put($1) }
    default: preconditionFailure("no text for \(statement)")
    }
  }

  private mutating func columnList(
    _ columns: [SQLColumn], key: [SQLName], _ constraint: SQLName?
  ) {
    put(" (")
    for (index, column) in columns.enumerated() {
      if index > 0 { put(",") }
      line(1)
      write(column)
    }
    if let constraint {
      put(",")
      line(1)
      put("constraint ")
      put(constraint)
      put(" primary key (")
      names(key)
      put(")")
    }
    line(0)
    put(")")
  }

  mutating func write(_ column: SQLColumn) {
    put(column.name)
    if column.isHole { return }
    put(" ")
    put(column.type.text)
    put(column.extra.rawValue)
  }

  private mutating func write(_ merge: SQLMerge) {
    put("merge into ")
    put(merge.target)
    put(" t using ")
    put(merge.source)
    put(" s on ")
    write(merge.on)
    for branch in merge.branches {
      line(0)
      switch branch {
      case .skip(let condition):
        when("matched", condition)
        put("do nothing")
      case .delete(let condition):
        when("matched", condition)
        put("delete")
      case .update(let condition, let assignments):
        when("matched", condition)
        put("update set")
        line(1)
        self.assignments(assignments)
      case .insert(let condition, let columns, let values):
        when("not matched", condition)
        put("insert")
        line(1)
        put("(")
        names(columns)
        put(")")
        line(1)
        put("values ")
        write(.row(values))
      }
    }
  }

  private mutating func when(_ what: StaticString, _ condition: SQLExpression?) {
    put("when ")
    put(what)
    if let condition {
      put(" and ")
      write(condition)
    }
    put(" then ")
  }

  private mutating func assignments(_ assignments: [SQLAssignment]) {
    list(assignments, indent: 1) { $0.write($1) }
  }

  mutating func write(_ assignment: SQLAssignment) {
    switch assignment {
    case .set(let name, let value):
      put(name)
      put(" = ")
      write(value)
    case .hole(let number): buffer.hole(number)
    }
  }
}
