import Diagnostics
import Foundation
import Governance
import Present
import Testing

/// The golden case `errors-everything`: hundreds of different faults in one model, each with a mark in the
/// line below it. All of them are found in one run, each at its line and column, and nothing else is.
@Suite struct EverythingWrongTests {
  @Test func eachIsFoundWhereItIsMarkedAndNothingElse() throws {
    let files = try Self.files()
    let found = judge(files).compactMap { finding in
      finding.span.map { span in
        let file = files[Int(span.file.index)]
        let place = file.position(of: Int(span.start))
        return "\(file.path):\(place.line):\(place.column) \(finding.code)"
      }
    }
    let marked = Mark.all(in: files).map(\.description)
    #expect(marked.count >= 300)
    let missed = difference(marked, found)
    let unmarked = difference(found, marked)
    #expect(missed.isEmpty, "not found:\n\(missed.joined(separator: "\n"))")
    #expect(unmarked.isEmpty, "not marked:\n\(unmarked.joined(separator: "\n"))")
  }

  /// Where only errors count, every one of them is found.
  @Test(arguments: ["", "  suppression-unused: error\n", "  production-data-elsewhere: error\n"])
  func errorsAlone(_ setting: String) throws {
    let files = try Self.files().map { file in
      let text = String(decoding: file.bytes, as: UTF8.self)
      let altered = text.replacing("\nrules:\n", with: "\nrules:\n" + setting)
      return SourceFile(path: file.path, bytes: Array(altered.utf8))
    }
    var options = FindingOptions()
    let all = judge(files, options).filter { $0.severity == .error }.map(line)
    options.errorsSuffice = true
    #expect(judge(files, options).filter { $0.severity == .error }.map(line) == all)
    #expect(all.contains { $0.hasPrefix("dataset-unclassified") })
  }

  private func line(_ finding: Diagnostic) -> String {
    "\(finding.code) \(String(describing: finding.span)) \(finding.message)"
  }

  @Test func theFaultsAreOfManyKinds() throws {
    let marks = Mark.all(in: try Self.files())
    #expect(Set(marks.map(\.code)).count >= 75)
    // No mark stands for another: a place and a code are named once.
    #expect(Set(marks.map(\.description)).count == marks.count)
  }

  /// A list of words or a range of numbers in the message says itself what to write.
  @Test func eachSaysWhatToDo() throws {
    for finding in judge(try Self.files()) where finding.help == nil {
      let says = [" is not one of ", " is not a whole number "].contains {
        finding.message.contains($0)
      }
      #expect(finding.code == "value-invalid" && says, "\(finding.code): \(finding.message)")
    }
  }

  static func files() throws -> [SourceFile] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Golden/cases/errors-everything/input").standardizedFileURL
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      SourceFile(path: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0))))
    }
  }

  private func difference(_ a: [String], _ b: [String]) -> [String] {
    var rest: [String: Int] = [:]
    for text in b { rest[text, default: 0] += 1 }
    return a.filter { text in
      rest[text, default: 0] -= 1
      return rest[text]! < 0
    }
  }
}

/// A comment line such as `#     ^ key-missing (69)`: the code that must be found at the caret's column of
/// the last line that is no mark, and the requirements of the catalogue that this shows. `#< …` marks the
/// first column.
struct Mark: CustomStringConvertible {
  let file: String
  let line: Int
  let column: Int
  let code: String
  let requirements: [String]

  var description: String { "\(file):\(line):\(column) \(code)" }

  static func all(in files: [SourceFile]) -> [Mark] {
    files.flatMap { file in
      var marks: [Mark] = []
      var marked = 0
      let text = String(decoding: file.bytes, as: UTF8.self)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        guard let mark = Mark(line, file.path, below: marked) else {
          marked = number + 1
          continue
        }
        marks.append(mark)
      }
      return marks
    }
  }

  private init?(_ text: Substring, _ file: String, below line: Int) {
    guard text.first == "#" else { return nil }
    let rest = text.dropFirst()
    let blanks = rest.prefix { $0 == " " }.count
    guard let sign = rest.dropFirst(blanks).first, sign == "^" || sign == "<" && blanks == 0 else {
      return nil
    }
    let words = rest.dropFirst(blanks + 1).split { " (),".contains($0) }.map(String.init)
    guard let code = words.first else { return nil }
    self.file = file
    self.line = line
    column = sign == "<" ? 1 : blanks + 2
    self.code = code
    requirements = Array(words.dropFirst())
  }
}
