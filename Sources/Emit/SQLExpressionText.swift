/// The one place that turns expressions and queries into text.
extension SQLWriter {
  mutating func write(_ expression: SQLExpression) {
    switch expression {
    case .star: put("*")
    case .name(let name): put(name)
    case .column(let alias, let name):
      put(alias.rawValue)
      put(".")
      put(name)
    case .text(let text): buffer.write { SQLLiteral.append(text, to: &$0) }
    case .texts(let texts):
      if texts.isEmpty { return put("'{}'") }
      put("array[")
      list(texts) { $0.write(.text($1)) }
      put("]")
    case .array(let items, let type):
      put("array[")
      list(items) { $0.write($1) }
      put("]")
      if let type {
        put("::")
        put(type.text)
        put("[]")
      }
    case .integer(let number): put(String(number))
    case .boolean(let flag): put(flag ? "true" : "false")
    case .null: put("null")
    case .hole(let number): buffer.hole(number)
    case .variable(let variable):
      put(":'")
      put(variable)
      put("'")
    case .row(let items):
      put("(")
      list(items) { $0.write($1) }
      put(")")
    case .call(let function, let arguments):
      put(function.rawValue)
      write(.row(arguments))
    case .cast(let value, let type):
      write(value)
      put("::")
      put(type.text)
    case .comparison(let left, let comparison, let right):
      write(left)
      put(" ")
      put(comparison.rawValue)
      put(" ")
      write(right)
    case .isNull(let value):
      write(value)
      put(" is null")
    case .not(let value):
      put("not ")
      write(value)
    case .all(let parts):
      for (index, part) in parts.enumerated() {
        if index > 0 { put(" and ") }
        write(part)
      }
    case .any(let parts):
      put("(")
      for (index, part) in parts.enumerated() {
        if index > 0 { put(" or ") }
        write(part)
      }
      put(")")
    case .sourceHigh: put("%1$L")
    case .lastHigh: put("%2$L")
    case .choice(let test, let yes, let no):
      put("case when ")
      write(test)
      put(" then ")
      write(yes)
      put(" else ")
      write(no)
      put(" end")
    case .exists(let query):
      put("exists (")
      write(query, indent: 2)
      put(")")
    case .query(let query):
      put("(")
      write(query, indent: 2)
      put(")")
    }
  }

  mutating func write(_ query: SQLSelect, indent: Int = 0) {
    put("select")
    if !query.distinctOn.isEmpty {
      put(" distinct on (")
      list(query.distinctOn) { $0.write($1) }
      put(")")
      line(indent + 1)
    } else if !query.items.isEmpty {
      put(" ")
    }
    list(query.items, indent: indent + 1) { writer, item in
      writer.write(item.value)
      if let name = item.name {
        writer.put(" as ")
        writer.put(name)
      }
    }
    for (index, from) in query.from.enumerated() {
      line(indent)
      switch from {
      case .table(let table, let alias):
        put(index == 0 ? "from " : "cross join ")
        put(table)
        put(" ")
        put(alias.rawValue)
      case .function(let function, let arguments):
        put(index == 0 ? "from " : "cross join ")
        write(.call(function, arguments))
      case .temporary(let name, let alias):
        put(index == 0 ? "from " : "cross join ")
        put(name)
        put(" ")
        put(alias.rawValue)
      case .join(let table, let alias, let condition):
        put("join ")
        joined(table, alias, condition, indent)
      case .leftJoin(let table, let alias, let condition):
        put("left join ")
        joined(table, alias, condition, indent)
      }
    }
    if let filter = query.filter {
      line(indent)
      put("where ")
      conditions(filter, indent + 1)
    }
    if !query.order.isEmpty {
      line(indent)
      put("order by ")
      list(query.order, indent: indent + 1) { writer, term in
        writer.write(term.value)
        if term.descending { writer.put(" desc") }
        if term.nullsLast { writer.put(" nulls last") }
      }
    }
  }

  private mutating func joined(
    _ table: SQLTable, _ alias: SQLAlias, _ condition: SQLExpression, _ indent: Int
  ) {
    put(table)
    put(" ")
    put(alias.rawValue)
    put(" on ")
    conditions(condition, indent + 1)
  }

  /// A condition, a line for each of its parts.
  mutating func conditions(_ condition: SQLExpression, _ indent: Int) {
    guard case .all(let parts) = condition else { return write(condition) }
    for (index, part) in parts.enumerated() {
      if index > 0 {
        line(indent)
        put("and ")
      }
      write(part)
    }
  }
}
