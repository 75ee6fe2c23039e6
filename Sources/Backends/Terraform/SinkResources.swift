internal import Emit
internal import IR

/// Writes the sinks of one root. A slice holds a hundred sinks that differ in a few texts, so what
/// they share is rendered once for all that follow each other.
struct SinkResources {
  private var known: (sink: SinkConnector, form: HCLForm)?
  private var texts = HCLTexts()

  mutating func write(_ sink: SinkConnector, to writer: inout HCLWriter) {
    guard SinkShape.isPlain(sink) else {
      for part in ConnectorSplit.sink(sink) {
        RootModule.write(SinkRecipe.connector(part), to: &writer)
      }
      return
    }
    texts.clear()
    for own in SinkText.allCases {
      texts.text(own.rawValue) { text in
        own.append(of: sink, to: &text)
        ConnectValue.makeHarmless(&text)
      }
    }
    writer.block(form(for: sink), origin: sink.origin, texts)
  }

  private mutating func form(for sink: SinkConnector) -> HCLForm {
    if let known, SinkShape.areAlike(known.sink, sink) { return known.form }
    let form = RootModule.form(SinkRecipe.connector(sink))
    known = (sink, form)
    return form
  }
}
