/// The columns of a table as the copies of a form list them, escaped once and written many times. Used
/// again for the next table, so that nothing is allocated for each.
public struct SQLColumnList: Sendable {
  /// Some of the columns, in an order.
  public struct Part: Sendable {
    fileprivate var columns: [Int32] = []

    public init() {}

    public var isEmpty: Bool { columns.isEmpty }

    public mutating func clear() { columns.removeAll(keepingCapacity: true) }

    /// - Parameter column: by its number in its list.
    public mutating func append(_ column: Int) { columns.append(Int32(column)) }

    public func contains(_ column: Int) -> Bool { columns.contains(Int32(column)) }
  }

  private var bytes: [UInt8] = []
  /// In `bytes`: for each column, by the numbers of `SQLColumnKind`'s holes, where its texts start, and
  /// where the last one ends.
  private var places: [Int32] = []
  private static let placesOfOne = 4
  /// Of each column; they lie in `kinds`, which must outlive what is read from them.
  private var forms: [SQLColumnKind.Forms] = []
  private var kinds: [SQLColumnKind] = []
  /// No column takes more, however it is shown.
  private var longest = 0
  /// Whether there are bytes behind the last text that may be read.
  private var isComplete = false

  public init() {}

  public mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    longest = 0
    isComplete = false
  }

  /// - Parameters:
  ///   - name: UTF-8.
  ///   - alias: another name that lists may give it; as text it then has that one.
  public mutating func append(
    _ name: UnsafeBufferPointer<UInt8>, _ kind: SQLColumnKind,
    as alias: UnsafeBufferPointer<UInt8>? = nil
  ) {
    precondition(!isComplete, "a list that is complete gets another column")
    if kinds.last !== kind { kinds.append(kind) }
    let start = bytes.count
    let text: Int
    let end: Int
    if alias == nil, PlainText.isPlain(name) {
      PlainText.appendTwice(name, to: &bytes)
      (text, end) = (start + name.count + 2, bytes.count)
    } else {
      SQLName.append(name, to: &bytes)
      text = bytes.count
      SQLLiteral.append(alias ?? name, to: &bytes)
      end = bytes.count
      if let alias { SQLName.append(alias, to: &bytes) }
    }
    places.append(Int32(start))
    places.append(Int32(text))
    places.append(Int32(end))
    places.append(Int32(bytes.count))
    forms.append(kind.forms)
    longest = max(longest, kind.longest + kind.mostHoles * (bytes.count - start))
  }

  /// Call after the last column.
  public mutating func complete() {
    bytes.append(contentsOf: repeatElement(0, count: RawText.margin))
    isComplete = true
  }

  /// - Parameters:
  ///   - item: the number of the form of its kind that a column is shown by.
  ///   - separator: what stands between two columns.
  /// - Returns: the number of line breaks.
  func write(
    _ part: Part, as item: Int, to out: inout [UInt8], _ separator: SQLSeparator
  ) -> Int {
    precondition(isComplete, "a list that is not complete is written")
    let longest = longest
    let size = part.columns.count * (longest + SQLSeparator.size) + 2 * RawText.margin
    // Without it an optimiser may drop the kinds as soon as no list is added to.
    return withExtendedLifetime(kinds) {
      withMemory(of: part) { columns, forms, names, places in
        out.append(atMost: size) { text in
          var start = 0
          var isFirst = true
          for number in columns {
            if !isFirst { separator.write(&start, to: &text) }
            isFirst = false
            let number = Int(number)
            precondition(forms.indices.contains(number), "a list has no such column")
            text.append(upTo: longest) {
              Self.copy(
                forms[number], item, names.baseAddress!,
                places.baseAddress! + Self.placesOfOne * number, to: $0)
            }
          }
        }
      }
    }
  }

  /// The memory of all arrays, so that the innermost loops hold none.
  @inline(__always)
  private func withMemory<R>(
    of part: Part,
    _ body: (
      UnsafeBufferPointer<Int32>, UnsafeBufferPointer<SQLColumnKind.Forms>,
      UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Int32>
    ) -> R
  ) -> R {
    part.columns.withUnsafeBufferPointer { columns in
      forms.withUnsafeBufferPointer { forms in
        bytes.withUnsafeBufferPointer { names in
          places.withUnsafeBufferPointer { places in
            body(columns, forms, names, places)
          }
        }
      }
    }
  }

  /// One column; no more than `longest` bytes.
  @inline(__always)
  private static func copy(
    _ forms: SQLColumnKind.Forms, _ item: Int, _ names: UnsafePointer<UInt8>,
    _ places: UnsafePointer<Int32>, to out: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    precondition(item >= 0 && item < forms.count, "a column has no form for the list")
    var out = out
    var piece = forms.pieces + Int(forms.starts[item])
    let end = forms.pieces + Int(forms.starts[item + 1])
    while piece < end {
      let start = Int(piece.pointee.start)
      out = RawText.copy(forms.text + start, Int(piece.pointee.end) - start, to: out)
      let hole = Int(piece.pointee.hole)
      if hole >= 0 {
        let start = Int(places[hole])
        out = RawText.copy(names + start, Int(places[hole + 1]) - start, to: out)
      }
      piece += 1
    }
    return out
  }
}

extension SQLColumnList {
  public mutating func append(_ name: String, _ kind: SQLColumnKind) {
    var name = name
    name.withUTF8 { append($0, kind) }
  }
}
