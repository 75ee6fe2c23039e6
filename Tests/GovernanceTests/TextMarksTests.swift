import Model
import Testing

@testable import Governance

/// What one walk over the bytes of a text says is what asking each question by itself says.
@Suite struct TextMarksTests {
  @Test(arguments: [
    "", " \t", "a", "order", "Order", "current_date", "__x", "dp_in", "DP_OUT", "dp_i", "é", "x y",
    String(repeating: "n", count: 63), String(repeating: "n", count: 64),
    "AKIA0123456789ABCDEF", "ghp_" + String(repeating: "a", count: 36),
    "github_pat_" + String(repeating: "b", count: 22), "glpat-" + String(repeating: "c", count: 20),
    "xoxb-" + String(repeating: "1", count: 10), "AIza" + String(repeating: "z", count: 35),
    "https://jane:hunter2@wiki", "-----BEGIN RSA PRIVATE KEY-----", "varchar(40) not null",
  ])
  func agreeWithEachQuestion(_ text: String) {
    expectAgreement(Array(text.utf8))
  }

  @Test func agreeOnRandomTexts() {
    var state: UInt64 = 7
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let parts = [
      "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "AKIA", "AIza", "://", ":", "@",
      "-----BEGIN ",
      "PRIVATE KEY", "a", "order", "_", "Z", "9", " ", String(repeating: "k", count: 20),
    ]
    for _ in 0..<5_000 {
      expectAgreement((0..<random(8)).flatMap { _ in Array(parts[random(parts.count)].utf8) })
    }
  }

  private func expectAgreement(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { text in
      let marks = TextMarks(text)
      let shown = String(decoding: text, as: UTF8.self)
      #expect(marks.contains(.keyword) == isReserved(text), "\(shown)")
      #expect(marks.contains(.taken) == isTaken(text), "\(shown)")
      #expect(marks.contains(.long) == (text.count > 63), "\(shown)")
      #expect(marks.contains(.upper) == Fold.hasUpper(text), "\(shown)")
      #expect(marks.contains(.blank) == text.allSatisfy { $0 <= 32 }, "\(shown)")
      #expect(marks.contains(.secret) == (kindOfSecret(in: text) != nil), "\(shown)")
    }
  }
}
