internal import Emit
internal import IR
internal import Model

/// `merge.sql`: a section for each stream, chosen by psql's variable `stream`; without it every one runs.
struct MergeFile {
  let forms: DatasetForms
  private var writer: SQLWriter

  /// - Parameters:
  ///   - sections: the names of its sections.
  ///   - datasets: how many it merges.
  ///   - depth: folders between the file and the platform's.
  init(_ forms: DatasetForms, sections: [String], datasets: Int, depth: Int) {
    self.forms = forms
    writer = SQLWriter(capacity: 5000 * (datasets + 1))
    writer.notice()
    writer.ensurePlatform(depth: depth)
    writer.command(.ifSet(.stream))
    writer.command(.setSectionOfStream)
    writer.command(.else)
    for section in sections { writer.command(.set(.section(section), true)) }
    writer.command(.end)
  }

  /// The section of a stream of one dataset.
  mutating func section(_ stream: StreamPlan, _ dataset: DatasetSQL, _ texts: DatasetTexts) {
    writer.blank()
    writer.mark(stream.origin)
    writer.copy(forms.start, texts.texts)
    forms.batch.prepare(stream, [dataset], &writer)
    forms.batch.run(dataset, 0, forms, texts, &writer)
    writer.copy(forms.finish, texts.texts)
  }

  /// The section of a stream of a whole store.
  /// - Parameter files: those that make its tables, from this one.
  mutating func section(
    _ stream: StreamPlan, _ section: MergeSection, files: [String], _ datasets: [DatasetSQL],
    _ kinds: inout ColumnKinds
  ) {
    let texts = MergeSection.Stream(
      section: .section(stream.section), name: .text(stream.name),
      tables: .texts(datasets.map(\.table)), fingerprints: .texts(datasets.map(\.fingerprint)),
      files: files)
    writer.blank()
    writer.mark(stream.origin)
    section.start(texts, &writer)
    forms.batch.prepare(stream, datasets, &writer)
    var own = DatasetTexts()
    let holes = forms.holes(isWhole: true)
    for (index, dataset) in datasets.enumerated() {
      own.take(dataset, of: nil, &kinds, for: holes)
      forms.batch.run(dataset, index, forms, own, &writer)
    }
    section.finish(texts, high: forms.batch.high, &writer)
  }

  /// Ends the file.
  mutating func file(at path: String) -> GeneratedFile {
    writer.mark(nil)
    writer.blank()
    writer.command(.ifSet(.known))
    writer.command(.else)
    writer.call(
      .stop, [.call(.format, [.text("This file has no stream %s."), .variable(.stream)])])
    writer.command(.end)
    return writer.file(at: path)
  }
}
