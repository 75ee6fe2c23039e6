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
    var list = SQLColumnList()
    for name in Self.names { list.append(name, Self.kind) }
    list.complete()
    return list
  }

  /// Columns by their numbers; without a list all of them.
  private func part(_ numbers: [Int]? = nil) -> SQLColumnList.Part {
    var part = SQLColumnList.Part()
    for number in numbers ?? Array(Self.names.indices) { part.append(number) }
    return part
  }

  private func written(
    _ list: SQLColumnList, _ part: SQLColumnList.Part, as item: Int,
    _ separator: SQLSeparator = .comma(indent: 2)
  ) -> String {
    var texts = SQLTexts()
    texts.columns(0, list, part, as: item, separator)
    return written { $0.copy(SQLForm(SQLExpression.hole(0)), texts) }
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
      let expected = written { writer in writer.list(expressions) { $0.write($1) } }
      #expect(written(list, part(), as: item) == expected)
    }
    same(0, columns.map { .name($0) })
    same(1, Self.names.map { .text($0) })
    same(2, columns.map { .comparison(.column(.source, $0), .equal, .column(.target, $0)) })
  }

  @Test func aPartIsInItsOwnOrder() {
    let list = list()
    #expect(written(list, part([1, 0]), as: 0) == "\"order_line_number\", \"id\"")
    #expect(written(list, part([]), as: 0) == "")
    #expect(
      written(list, part([1, 0]), as: 2, .and)
        == "s.\"order_line_number\" = t.\"order_line_number\" and s.\"id\" = t.\"id\"")
    #expect(written(list, part([0]), as: 3) == "\"id\" = s.\"id\"::numeric(18,2)")
  }

  @Test func anAliasIsTheTextToo() {
    let renamed = SQLColumnKind([
      SQLForm(.name(Self.name), as: SQLColumnKind.alias.name), .text,
    ])
    var list = SQLColumnList()
    Array("old\"".utf8).withUnsafeBufferPointer { name in
      Array("new'".utf8).withUnsafeBufferPointer { list.append(name, renamed, as: $0) }
    }
    list.complete()
    #expect(written(list, part([0]), as: 0) == "\"old\"\"\" as \"new'\"")
    #expect(written(list, part([0]), as: 1) == "'new'''")
  }

  /// Lists break where they grow long, and the writer knows how many lines it has.
  @Test func linesAreCounted() {
    var list = SQLColumnList()
    for number in 0..<200 { list.append("column_number_\(number)", Self.kind) }
    list.complete()
    var texts = SQLTexts()
    texts.columns(0, list, part(Array(0..<200)), as: 0)
    texts.columns(1, list, part(Array(0..<200)), as: 1, .line)
    var writer = SQLWriter()
    writer.copy(SQLForm(SQLExpression.row([.hole(0), .hole(1)])), texts)
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
    var texts = SQLTexts()
    texts.name(7, "or\"ders")
    texts.text(8, "it's\n")
    copy.copy(form, texts)
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
