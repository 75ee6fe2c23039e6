import DSLFrontend
import Diagnostics
import Model
import Testing

@testable import IR

/// Names that targets cut or hash: two owners of one are found, and named.
@Suite struct CutNameProofTests {
  private let cdc = "type: cdc, container: db, credential: login, sources: 2"

  private func model(_ text: String) -> Model {
    Frontend.load([SourceFile(path: "model.yaml", bytes: Array(text.utf8))]).model
  }

  /// No two hashes are known to be equal, so here names are made without one.
  @Test func hashesThatFallTogether() {
    let text =
      team + platform("main") + store("a", cdc, slices: 2, "{ x: \(plainDataset) }")
      + store("b", cdc, "{ x: \(plainDataset) }")
    #expect(CutNameProof.check(model(text)).isEmpty)
    let names = CutNameProof.Names(
      state: { _, store, root in root == "s0000" ? "tf_same" : store + root },
      slot: { _, store, number in number == 1 ? "same" : store })
    #expect(
      CutNameProof.check(model(text), names: names).map(\.message) == [
        "root `b/s0000` of platform `main` would have the same Terraform state as "
          + "root `a/s0000` of platform `main`: `tf_same`",
        "source 1 of store `b` on platform `main` would have the same replication slot and "
          + "publication as source 1 of store `a` on platform `main`: `same`",
      ])
  }

  /// A name of just the limit's length may be what another one is cut to.
  @Test func aCutNameAndOneWrittenSo() {
    let main = String(repeating: "p", count: 63)
    let long = String(repeating: "w", count: 128)
    let cut = PhysicalNames.dag("\(main).transform.\(long)")
    let twin = String(cut.dropFirst(main.utf8.count + ".transform.".utf8.count))
    let makers = [long, twin].map {
      workspace($0, reads: "[]", head: "transformer: { image: \"i:1\", output: o }")
    }
    let found = CutNameProof.check(model(team + platform(main) + makers.joined()))
    #expect(
      found.map(\.message) == [
        "the transformer of `\(twin)` would have the same DAG as the transformer of `\(long)`: "
          + "`\(cut)`"
      ])
    #expect(found.first?.labels.count == 1)
  }

  @Test func aCutDeadLetterTopic() {
    let main = String(repeating: "p", count: 63)
    let shop = String(repeating: "s", count: 128)
    let long = String(repeating: "d", count: 100)
    let start = "dlq.\(main).\(shop)."
    let twin = String(PhysicalNames.topic(start + long).dropFirst(start.utf8.count))
    let kafka = "type: kafka, container: one, credential: reader"
    let found = CutNameProof.check(
      model(
        team + platform(main)
          + store(shop, kafka, "{ \(long): \(plainDataset), \(twin): \(plainDataset) }")))
    #expect(found.map(\.code) == ["physical-name-collision"])
    #expect(found.first?.message.contains("same dead letter topic as") == true)
  }

  private func captured(_ sources: String...) -> [String] {
    let datasets = sources.enumerated().map { number, source in
      "d\(number): { classification: IP, \(source)columns: { id: bigint primary key } }"
    }
    let text =
      team + platform("main") + store("shop", cdc, "{ \(datasets.joined(separator: ", ")) }")
    return CutNameProof.check(model(text)).map(\.message)
  }

  @Test func tablesThatDebeziumFolds() {
    #expect(
      captured("source: { table: Order Details }, ", "source: { table: Order_Details }, ") == [
        "table `public.Order_Details` of dataset `shop.d1` would have the same topic as "
          + "table `public.Order Details` of dataset `shop.d0`: `main.shop.public.Order_Details`"
      ])
    #expect(captured("source: { table: \"d 1\" }, ", "source: { table: d_1 }, ").count == 1)
    #expect(
      captured("source: { schema: a.b, table: c }, ", "source: { schema: a, table: b.c }, ").count
        == 1)
    #expect(captured("source: { table: \"ä\" }, ", "source: { table: \"ö\" }, ").count == 1)
    // A dataset without a source is the table of its own name.
    #expect(captured("", "source: { table: \"d*0\" }, ").isEmpty)
    #expect(captured("source: { table: \"a b\" }, ", "source: { table: a-b }, ").isEmpty)
    #expect(captured("source: { table: \"a b\" }, ", "source: { table: \"a b\" }, ").isEmpty)
    let long = String(repeating: "t", count: 240)
    #expect(
      captured("source: { table: \(long)1 }, ", "source: { table: \(long)2 }, ").count == 1)
  }
}
