import Diagnostics
import Reports
import Testing

@Suite struct FingerprintTests {
  private func fingerprint(
    _ source: String, _ message: String = "wrong", _ subject: Subject? = nil
  ) -> String {
    let files = SampleFiles(source)
    var finding = Diagnostic(sampleRule, message, at: files.span("key"))
    finding.subject = subject
    return Fingerprint.all(of: [finding], sources: files)[0]
  }

  @Test func lineMovesKeepIt() {
    #expect(fingerprint("key: 1\n") == fingerprint("\n\nkey: 1\n"))
    #expect(fingerprint("key: 1\n").count == 32)
  }

  @Test func whatItIsAboutChangesIt() {
    let all = [
      fingerprint("key: 1\n"), fingerprint("key: 1\n", "wronger"),
      fingerprint("key: 1\n", "wrong", Subject("crm.a")),
      fingerprint("key: 1\n", "wrong", Subject("crm.b")),
    ]
    #expect(Set(all).count == 4)
  }

  /// Who answers for an object may change: what is wrong with it stays.
  @Test func theTeamIsNoPartOfIt() {
    let one = fingerprint("key: 1\n", "wrong", Subject("crm.a", team: "main/one"))
    #expect(one == fingerprint("key: 1\n", "wrong", Subject("crm.a", team: "main/two")))
  }

  @Test func equalOnesAreNumbered() {
    let files = SampleFiles("a: 1\nb: 2\nc: 3\n")
    let findings = ["a", "b", "c"].map { Diagnostic(sampleRule, "wrong", at: files.span($0)) }
    let all = Fingerprint.all(of: findings, sources: files)
    #expect(Set(all).count == 3)
    #expect(Fingerprint.all(of: Array(findings.dropLast()), sources: files) == all.dropLast())
  }

  /// Published: what users keep in their baselines must be the same for ever.
  @Test func theHashIsFixed() {
    #expect(fingerprint("key: 1\n") == "88392452e8f378729de8119ff8d181e5")
  }
}
