/// SQL that is put together once for all its copies, which differ in a few texts only: its holes.
///
/// A store's datasets are merged by the same statements; a copy costs little more than its bytes.
/// ```
/// let form = SQLForm { $0.statement(.truncate(SQLTable(schema, SQLName(hole: 0)))) }
/// texts.name(0, "orders")
/// writer.copy(form, texts)
/// ```
public struct SQLForm: Sendable {
  let text: TextForm

  /// What its copies ask for.
  public var holes: HoleSet { text.holes }

  public init(_ body: (inout SQLWriter) -> Void) { self.init(capacity: 4096, body) }

  private init(capacity: Int, _ body: (inout SQLWriter) -> Void) {
    var writer = SQLWriter(capacity: capacity)
    body(&writer)
    text = TextForm(writer.buffer)
  }

  /// What an expression is written as.
  public init(_ expression: SQLExpression) { self.init(capacity: 48) { $0.write(expression) } }

  /// An item of a query, with a name.
  public init(_ value: SQLExpression, as name: SQLName) {
    self.init(capacity: 48) {
      $0.write(value)
      $0.put(" as ")
      $0.put(name)
    }
  }

  public init(_ column: SQLColumn) { self.init(capacity: 48) { $0.write(column) } }

  public init(_ assignment: SQLAssignment) { self.init(capacity: 48) { $0.write(assignment) } }
}

extension SQLWriter {
  /// A form's lines, with a text for each of its holes.
  public mutating func copy(_ form: SQLForm, _ texts: SQLTexts) {
    buffer.fill(form.text, texts.texts)
  }
}
