public import Packing

extension Diagnostic {
  public func pack(into packer: inout Packer) {
    packer.add(code)
    packer.add(severity.rawValue)
    packer.add(message)
    packer.add(span != nil)
    if let span { packer.add(span) }
    packer.add(path)
    packer.add(labels) { packer, label in
      packer.add(label.span)
      packer.add(label.text)
    }
    packer.add(notes) { $0.add($1) }
    packer.add(help)
    packer.add(fix != nil)
    if let fix {
      packer.add(fix.span)
      packer.add(fix.text)
      packer.add(fix.kind.rawValue)
    }
    packer.add(subject != nil)
    if let subject {
      packer.add(subject.object)
      packer.add(subject.team)
    }
  }

  /// A finding of an earlier run of the same build.
  public init(from packed: inout Unpacker) throws(Damaged) {
    code = try packed.text()
    guard let severity = Severity(rawValue: try packed.take()) else { throw Damaged() }
    self.severity = severity
    message = try packed.text()
    span = try packed.flag() ? packed.take(Span.self) : nil
    path = try packed.optionalText()
    labels = try packed.list { packed throws(Damaged) in
      Label(try packed.take(), try packed.text())
    }
    notes = try packed.list { packed throws(Damaged) in try packed.text() }
    help = try packed.optionalText()
    if try packed.flag() {
      let span: Span = try packed.take()
      let text = try packed.text()
      guard let kind = Fix.Kind(rawValue: try packed.take()) else { throw Damaged() }
      fix = Fix(span, text, kind)
    } else {
      fix = nil
    }
    subject =
      try packed.flag() ? Subject(try packed.text(), team: try packed.optionalText()) : nil
  }
}

extension Diagnostic {
  /// All files that it names.
  public var files: [FileID] {
    (span.map { [$0.file] } ?? []) + labels.map(\.span.file) + (fix.map { [$0.span.file] } ?? [])
  }

  /// The same with files that have other numbers.
  public func moved(_ number: (FileID) -> FileID) -> Diagnostic {
    func moved(_ span: Span) -> Span {
      Span(file: number(span.file), start: Int(span.start), end: Int(span.end))
    }
    return Diagnostic(
      self, span: span.map(moved), labels: labels.map { Label(moved($0.span), $0.text) },
      fix: fix.map { Fix(moved($0.span), $0.text, $0.kind) })
  }

  private init(_ other: Diagnostic, span: Span?, labels: [Label], fix: Fix?) {
    code = other.code
    severity = other.severity
    message = other.message
    self.span = span
    path = other.path
    self.labels = labels
    notes = other.notes
    help = other.help
    self.fix = fix
    subject = other.subject
  }
}
