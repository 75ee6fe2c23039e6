import Emit
import Foundation
import Testing

/// The infrastructure DAG's shell scripts, run for real with programs that stand in for the others.
@Suite struct ScriptTests {
  static let terraform = """
    printf '%s\\n' "$*" >> "$LOG"
    case "$2" in init) echo lock > "${1#-chdir=}/.terraform.lock.hcl" ;; esac
    ! grep -q "broken at $2" "${1#-chdir=}/main.tf"
    """

  /// The roots by name, what their main.tf says, and what must be reported.
  static let trees: [(roots: [(String, String)], status: Int32, failed: [String])] = [
    ([], 0, []),
    ([("b/source", ""), ("a/s0001", ""), ("a/s0000", "")], 0, []),
    (
      [("a/s0000", "broken at apply"), ("a/s0001", ""), ("b/s0000", "broken at init")], 1,
      ["a/s0000", "b/s0000"]
    ),
  ]

  @Test(arguments: trees.indices) func everyRootIsTriedAndAllFailuresAreNamed(_ index: Int) throws {
    let (roots, status, failed) = Self.trees[index]
    let box = try Sandbox()
    try box.stub("terraform", Self.terraform)
    for (name, text) in roots { try box.write("tree/terraform/\(name)/main.tf", text) }
    let before = box.files("tree")
    let run = try box.shell(
      HoleTemplate.text("airflow-apply.sh"), [box.path("tree")], ["LOG": box.path("log")])
    #expect(run.status == status, "\(run.output)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("== ") } == roots.map { "== " + $0.0 }.sorted())
    #expect(lines.filter { $0.hasPrefix("  ") } == failed.map { "  " + $0 })
    #expect(box.files("tree") == before)
    let log = roots.isEmpty ? "" : try box.read("log")
    let applies = log.split(separator: "\n").filter { $0.contains(" apply ") }
    #expect(applies.count == roots.count { $0.1 != "broken at init" })
    #expect(applies.allSatisfy { $0.contains("-auto-approve -parallelism=4") })
  }

  @Test func withoutTerraformTheImageIsNamed() throws {
    let box = try Sandbox()
    let run = try box.shell(
      HoleTemplate.text("airflow-apply.sh"), [box.path("tree")], ["PATH": box.path("bin")])
    #expect(run.status == 1)
    #expect(run.output.contains("images.dsgen"))
  }

  @Test func theCheckoutFollowsTheBranchAndHoldsNoToken() throws {
    let box = try Sandbox()
    try box.stub("dsgen", "echo dsgen \"$@\"; cat \"$2/model.yaml\"")
    let setup = """
      set -e
      git init -q -b live up && cd up && git config user.name t && git config user.email t@x.example
      echo one > model.yaml && git add . && git commit -q -m one
      """
    #expect(try box.shell(setup, [], ["HOME": box.path("bin")]).status == 0)
    let arguments = ["file://" + box.path("up"), "live", "prod_live", box.path("volume")]
    let settings = ["GIT_ALLOW_PROTOCOL": "file", "GIT_TOKEN": "very-secret"]
    try FileManager.default.createDirectory(
      atPath: box.path("volume"), withIntermediateDirectories: false)
    let script = HoleTemplate.text("airflow-render.sh")
    let first = try box.shell(script, arguments, settings)
    let rendered =
      "dsgen render \(box.path("volume/model")) --platform prod_live --out "
      + box.path("volume/generated")
    #expect(first.output.hasSuffix(rendered + "\none\n"), "\(first.output)")
    #expect(first.output.split(separator: "\n").count == 3, "\(first.output)")
    // Rewritten history, a lock of a killed run and a foreign file are no obstacle.
    let edit = "cd up && echo two > model.yaml && git commit -q -a --amend -m two"
    #expect(try box.shell(edit, [], ["HOME": box.path("bin")]).status == 0)
    try box.write("volume/model/.git/shallow.lock", "")
    try box.write("volume/model/foreign", "")
    let second = try box.shell(script, arguments, settings)
    #expect(second.output.hasSuffix(rendered + "\ntwo\n"), "\(second.output)")
    #expect(!box.files("volume/model").contains("foreign"))
    let search = try box.shell("grep -r very-secret .")
    #expect(search.status == 1, "\(search.output)")
    let answer = try box.shell("\"$TMPDIR/askpass\" 'Password for x'", [], settings)
    #expect(answer.output == "very-secret\n")
    let missing = try box.shell(
      script, [arguments[0], "gone", "prod_live", box.path("volume")], settings)
    #expect(missing.status == 1)
    #expect(missing.output.contains("Branch gone of file://"), "\(missing.output)")
  }

  /// Python reads every hostile text back equal.
  @Test func pythonReadsHostileTextsBack() throws {
    let box = try Sandbox()
    var writer = PythonWriter()
    writer.docstring(HostileTexts.all.joined())
    writer.assign("TEXTS", .strings(HostileTexts.all))
    writer.assign("WHOLE", .string(HostileTexts.all.joined(separator: " ")))
    writer.lines("LINES", HostileTexts.all.joined(separator: "\n"))
    let dump = """
      for text in [__doc__, WHOLE, LINES, *TEXTS]:
          print(text.encode().hex())
      """
    let file = writer.file(at: "x.py")
    try box.write("x.py", String(decoding: file.bytes, as: UTF8.self) + dump)
    let run = try box.shell("python3 x.py")
    let all = HostileTexts.all
    let expected = [all.joined(), all.joined(separator: " "), all.joined(separator: "\n")] + all
    let hex = expected.map { text in
      text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    #expect(run.output == hex.joined(separator: "\n") + "\n", "\(run.output)")
  }
}
