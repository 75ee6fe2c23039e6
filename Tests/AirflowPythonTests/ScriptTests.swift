import Emit
import Foundation
import Testing

/// The infrastructure DAG's shell scripts, run for real with programs that stand in for the others.
@Suite struct ScriptTests {
  @Test func withoutTerraformTheImageIsNamed() throws {
    let box = try Sandbox()
    let run = try box.shell(
      HoleTemplate.text("run-terraform.sh"), [], ["PATH": box.path("bin")])
    #expect(run.status == 1)
    #expect(run.output.contains("images.dsgen"))
  }

  @Test func theCloneFollowsTheBranchAndHoldsNoToken() throws {
    let box = try Sandbox()
    try box.stub(
      "dsgen", "echo dsgen \"$@\"; git --git-dir=\"$4\" show \"${2#git:}:model.yaml\"")
    let setup = """
      set -e
      git init -q -b live up && cd up && git config user.name t && git config user.email t@x.example
      echo one > model.yaml && git add . && git commit -q -m one
      """
    #expect(try box.shell(setup, [], ["HOME": box.path("bin")]).status == 0)
    let arguments = ["file://" + box.path("up"), "live", "prod_live", box.path("volume"), "1"]
    let settings = ["GIT_ALLOW_PROTOCOL": "file", "GIT_TOKEN": "very-secret"]
    try FileManager.default.createDirectory(
      atPath: box.path("volume"), withIntermediateDirectories: false)
    let script = HoleTemplate.text("airflow-render.sh")
    let first = try box.shell(script, arguments, settings)
    let rendered =
      " --repo \(box.path("volume/model.git")) --platform prod_live --out "
      + box.path("volume/generated")
    #expect(first.output.contains("\ndsgen render git:"), "\(first.output)")
    #expect(first.output.hasSuffix(rendered + "\none\n"), "\(first.output)")
    #expect(first.output.split(separator: "\n").count == 3, "\(first.output)")
    // Rewritten history and a lock of a killed run are no obstacle.
    let edit = "cd up && echo two > model.yaml && git commit -q -a --amend -m two"
    #expect(try box.shell(edit, [], ["HOME": box.path("bin")]).status == 0)
    try box.write("volume/model.git/shallow.lock", "")
    try box.write("volume/model.git/refs/heads/live.lock", "")
    let second = try box.shell(script, arguments, settings)
    #expect(second.output.hasSuffix(rendered + "\ntwo\n"), "\(second.output)")
    // Where several tasks render, they find the commit under a name of its own.
    let shared = try box.shell(script, arguments.dropLast() + ["3"], settings)
    #expect(shared.output.hasSuffix(" of live is rendered by 3 tasks\n"), "\(shared.output)")
    let named = try box.shell("git -C volume/model.git show refs/dsgen/rendering:model.yaml")
    #expect(named.output == "two\n", "\(named.output)")
    let search = try box.shell("grep -r very-secret .")
    #expect(search.status == 1, "\(search.output)")
    let answer = try box.shell("\"$TMPDIR/askpass\" 'Password for x'", [], settings)
    #expect(answer.output == "very-secret\n")
    let missing = try box.shell(
      script, [arguments[0], "gone", "prod_live", box.path("volume"), "1"], settings)
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
