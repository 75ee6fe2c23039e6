import Testing

@testable import Emit

@Suite struct SQLFormTests {
  /// Names that need no escape, names that do, and one that ends a literal, a line, a comment.
  static let names = [
    "id", "order_line_number", "a\"b", "it's", "x\\y", "läng", "tab\tand\nline", "",
  ]

  private static let kind = SQLColumnKind([
    .name, .text, SQLForm(.comparison(.column(.source, name), .equal, .column(.target, name))),
    SQLForm(SQLAssignment.set(name, .cast(.column(.source, name), SQLType("numeric(18,2)")))),
  ])
  private static let name = SQLColumnKind.name.name

  private func list() -> SQLColumnList {
    var list = SQLColumnList(capacity: 2)
    for name in Self.names { list.append(name, Self.kind) }
    return list
  }

  private func written(_ body: (inout SQLWriter) -> Void) -> String {
    var writer = SQLWriter()
    body(&writer)
    return String(decoding: writer.file(at: "x").bytes, as: UTF8.self)
  }

  @Test func aListIsWhatItsExpressionsAre() {
    let list = list()
    let columns = Self.names.map { SQLName($0) }
    func same(_ item: Int, _ expressions: [SQLExpression]) {
      let copied = written {
        $0.write(.null)
        $0.columns(list, list.all, as: item)
      }
      let expected = written { writer in
        writer.write(.null)
        writer.list(expressions) { $0.write($1) }
      }
      #expect(copied == expected)
    }
    same(0, columns.map { .name($0) })
    same(1, Self.names.map { .text($0) })
    same(2, columns.map { .comparison(.column(.source, $0), .equal, .column(.target, $0)) })
  }

  @Test func aPartIsInItsOwnOrder() {
    let list = list()
    let part = list.part([1, 0])
    #expect(written { $0.columns(list, part, as: 0) } == "\"order_line_number\", \"id\"")
    #expect(written { $0.columns(list, list.part([]), as: 0) } == "")
    #expect(list.others(than: list.part([0, 2, 3, 4, 5, 6, 7])).isEmpty == false)
    #expect(list.others(than: list.all).isEmpty)
    #expect(
      written { $0.columns(list, part, as: 2, .and) }
        == "s.\"order_line_number\" = t.\"order_line_number\" and s.\"id\" = t.\"id\"")
    #expect(
      written { $0.columns(list, list.part([0]), as: 3) } == "\"id\" = s.\"id\"::numeric(18,2)")
  }

  @Test func anAliasIsTheTextToo() {
    let renamed = SQLColumnKind([
      SQLForm(.name(Self.name), as: SQLColumnKind.alias.name), .text,
    ])
    var list = SQLColumnList(capacity: 1)
    list.append("old\"", renamed, as: "new'")
    #expect(written { $0.columns(list, list.all, as: 0) } == "\"old\"\"\" as \"new'\"")
    #expect(written { $0.columns(list, list.all, as: 1) } == "'new'''")
  }

  /// Lists break where they grow long, and the writer knows how many lines it has.
  @Test func linesAreCounted() {
    var list = SQLColumnList(capacity: 0)
    for number in 0..<200 { list.append("column_number_\(number)", Self.kind) }
    var writer = SQLWriter()
    writer.columns(list, list.all, as: 0)
    writer.columns(list, list.all, as: 1, .line)
    let breaks = writer.buffer.bytes.count { $0 == UInt8(ascii: "\n") }
    #expect(breaks > 199 + 20)
    #expect(writer.buffer.line == breaks + 1)
  }

  /// A copy is what would have been written with the names in place of the holes.
  @Test func aCopyIsWhatTheStatementIs() {
    func merge(_ table: SQLName, _ value: SQLExpression) -> SQLStatement {
      .update(
        SQLTable(SQLName("merge"), table), [.set(SQLName("a"), value)], from: nil,
        where: .all([.isNull(.name(SQLName("b"))), .not(.name(table))]))
    }
    let form = SQLForm { writer in
      writer.twice {
        $0.statement(merge(SQLName(hole: 7), .hole(8)))
      } between: {
        $0.blank()
      }
    }
    var copy = SQLWriter()
    copy.copy(form) { hole, writer in
      if hole == 7 { writer.name(SQLName("or\"ders")) } else { writer.text("it's\n") }
    }
    var direct = SQLWriter()
    direct.twice {
      $0.statement(merge(SQLName("or\"ders"), .text("it's\n")))
    } between: {
      $0.blank()
    }
    #expect(copy.buffer.bytes == direct.buffer.bytes)
    #expect(copy.buffer.line == direct.buffer.line)
  }
}
