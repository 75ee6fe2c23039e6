import DSLFrontend
import Diagnostics
import Model
import ModelSamples
import Testing

/// How a model is spread over files and threads never changes its meaning.
@Suite struct SpreadTests {
  static let models = CaseModel.cases + CaseModel.good.filter { !CaseModel.cases.contains($0) }

  @Test(arguments: CaseModel.good) func filesDoNotMatter(_ model: CaseModel) throws {
    let files = try model.files()
    let expected = ModelDump.text(of: Frontend.load(files).model)
    var random = SplitMix(seed: 7)
    for _ in 0..<3 {
      #expect(ModelDump.text(of: Frontend.load(files.shuffled(using: &random)).model) == expected)
    }
    let documents = files.flatMap(documents)
    let one = SourceFile(path: "all.yaml", bytes: Array(documents.joined(by: "\n---\n")))
    #expect(ModelDump.text(of: Frontend.load([one]).model) == expected)
    let each = documents.shuffled(using: &random).enumerated().map { number, bytes in
      SourceFile(path: "\(number).yaml", bytes: bytes)
    }
    #expect(ModelDump.text(of: Frontend.load(each).model) == expected)
  }

  @Test(arguments: models, [2, 3, 8]) func threadsDoNotMatter(_ model: CaseModel, _ count: Int)
    throws
  {
    let files = try model.files()
    let expected = described(Frontend.load(files))
    var random = SplitMix(seed: count)
    var arenas = (0..<count).map { _ in Arena() }
    for (index, file) in files.enumerated().shuffled(using: &random) {
      arenas[random.below(count)].decode(file, id: FileID(index))
    }
    let found = described(Frontend.assemble(arenas))
    #expect(found.findings == expected.findings)
    #expect(found.model == expected.model)
    #expect(found.isPartial == expected.isPartial)
  }

  private func described(_ loaded: LoadedModel) -> (
    model: String, findings: [String], isPartial: Bool
  ) {
    func shown(_ span: Span) -> String { "@\(span.file.index):\(span.start)-\(span.end)" }
    return (
      ModelDump.text(of: loaded.model, place: shown),
      loaded.diagnostics.map { finding in
        "\(finding.code) \(finding.message) \(finding.help ?? "") \(finding.span.map(shown) ?? "")"
          + finding.labels.map { " \($0.text) \(shown($0.span))" }.joined()
      }, loaded.isPartial
    )
  }

  /// A file's documents, cut where a line is `---`.
  private func documents(_ file: SourceFile) -> [[UInt8]] {
    file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .split { $0.starts(with: "---".utf8) && $0.count <= 4 }
      .map { Array($0.joined(by: "\n")) }
  }
}

extension Collection where Element: Collection<UInt8> {
  fileprivate func joined(by text: String) -> [UInt8] {
    Array(joined(separator: Array(text.utf8)))
  }
}
