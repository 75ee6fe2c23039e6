import IR
import Testing

@Suite struct NameTests {
  private static let a = String(repeating: "a", count: 64)

  /// The hashes are those of other implementations of XXH3 with 128 bits.
  @Test(arguments: [
    ("crm", "customers", "crm__customers"),
    ("s", String(repeating: "a", count: 60), "s__" + String(repeating: "a", count: 60)),
    (
      "s", String(repeating: "a", count: 61),
      "s__" + String(repeating: "a", count: 37) + "_d4b1efeadc4c"
    ),
    (
      "s", String(repeating: "a", count: 128),
      "s__" + String(repeating: "a", count: 37) + "_a685bcceb168"
    ),
    (
      "s", String(repeating: "a", count: 127) + "b",
      "s__" + String(repeating: "a", count: 37) + "_043bd02684c6"
    ),
  ])
  func tables(_ store: String, _ dataset: String, _ name: String) {
    #expect(PhysicalNames.table(store: store, dataset: dataset) == name)
    #expect(name.utf8.count <= 63)
  }

  @Test func theSuffixIsKept() {
    let long = String(repeating: "d", count: 128)
    for (group, dataset) in [("g", "d"), ("g", long), (long, long)] {
      let latest = PhysicalNames.view(group: group, store: "s", dataset: dataset, history: false)
      let history = PhysicalNames.view(group: group, store: "s", dataset: dataset, history: true)
      #expect(history.hasSuffix("__history") && history != latest)
      #expect(latest.utf8.count <= 63 && history.utf8.count <= 63)
    }
    // 63 bytes with the suffix, and one more.
    #expect(PhysicalNames.fitted(Self.a.prefixed(54), suffix: "__history").utf8.count == 63)
    #expect(
      !PhysicalNames.fitted(Self.a.prefixed(54), suffix: "__history").dropLast(9).contains("_"))
    #expect(PhysicalNames.fitted(Self.a.prefixed(55), suffix: "__history").utf8.count == 62)
    // The hash is that of the name without its suffix.
    #expect(
      PhysicalNames.fitted(long, suffix: "__history") == PhysicalNames.fitted(long) + "__history")
  }

  @Test func textIsCutBetweenCharacters() {
    for text in ["ä", "€", "\u{1F600}", "e\u{301}"] {
      let long = String(repeating: text, count: 60)
      let name = PhysicalNames.fitted(long)
      #expect(name.utf8.count <= 53)
      let head = name.prefix(while: { $0 != "_" })
      #expect(long.hasPrefix(head) && head.utf8.count > 30)
      #expect(head.count * text.utf8.count == head.utf8.count)
    }
  }

  @Test(arguments: [(200, 500), (249, 250), (63, 64)]) func limits(_ limit: Int, _ length: Int) {
    let long = String(repeating: "x", count: length)
    #expect(PhysicalNames.fitted(long, limit: limit).utf8.count <= limit)
    #expect(
      PhysicalNames.fitted(long, limit: limit) != PhysicalNames.fitted(long + "y", limit: limit))
    let exact = long.prefixed(limit)
    #expect(PhysicalNames.fitted(exact, limit: limit) == exact)
  }

  @Test func dagsAndTopics() {
    #expect(PhysicalNames.dag("prod.crm.s0042") == "prod.crm.s0042")
    #expect(PhysicalNames.dag(String(repeating: "x", count: 300)).utf8.count == 200)
    #expect(PhysicalNames.topic(String(repeating: "x", count: 300)).utf8.count == 249)
  }

  /// A replication slot: lower-case letters, digits, `_`, at most 63, and never two alike.
  @Test func slots() {
    var seen: Set<String> = []
    let long = String(repeating: "S", count: 128)
    for platform in ["p", "P", "p-1", "p_1", String(repeating: "p", count: 63)] {
      for store in ["s", "S", "1_s", long, long.dropLast() + "T"] {
        for number in [0, 1, 99] {
          let slot = PhysicalNames.slot(platform: platform, store: store, number: number)
          #expect(slot.utf8.count <= 63 && slot.hasPrefix("dsgen_"))
          #expect(slot.allSatisfy { $0 == "_" || $0.isASCII && ($0.isLowercase || $0.isNumber) })
          #expect(seen.insert(slot).inserted, "\(slot) twice")
        }
      }
    }
  }

  @Test func stateSchemasKeepLongNamesApart() {
    let long = String(repeating: "s", count: 127)
    let names = ["s0000", "s0001", "source"].flatMap { root in
      [long + "a", long + "b", "s"].flatMap { store in
        ["p", "q"].map { PhysicalNames.stateSchema(platform: $0, store: store, root: root) }
      }
    }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.count == 27 && $0.hasPrefix("tf_") })
    #expect(names.allSatisfy { $0.dropFirst(3).allSatisfy(\.isHexDigit) })
    // Fixed for ever: a new name would leave a state behind and create everything again.
    #expect(
      PhysicalNames.stateSchema(platform: "prod", store: "crm", root: "s0042")
        == "tf_6e38bd219e3f2bc71ad02f24")
  }

  @Test(arguments: [
    (0, "s0000"), (7, "s0007"), (42, "s0042"), (9999, "s9999"), (10_000, "s10000"),
    (99_999, "s99999"),
  ])
  func sliceLabels(_ number: Int, _ label: String) {
    #expect(PhysicalNames.sliceLabel(number) == label)
  }

  @Test(arguments: [
    ("USA-sales-crm_kafka", "usa-sales-crm-kafka", "USA_SALES_CRM_KAFKA"),
    ("prod_live", "prod-live", "PROD_LIVE"), ("a.b", "a.b", "A_B"), ("x9", "x9", "X9"),
    ("Ärger-1", "ärger-1", "_RGER_1"),
  ])
  func slugsAndVariables(_ name: String, _ slug: String, _ variable: String) {
    #expect(PhysicalNames.slug(name) == slug)
    #expect(PhysicalNames.variable(name) == variable)
  }

  @Test func roles() {
    #expect(PhysicalNames.role(workspace: "reporting") == "reader_reporting")
    #expect(PhysicalNames.role(workspace: String(repeating: "w", count: 128)).utf8.count == 53)
  }
}

extension String {
  fileprivate func prefixed(_ count: Int) -> String { String(prefix(count)) }
}
