import Change
import Diagnostics
import Governance
import Model
import ModelSamples
import Testing

/// Whoever owns nothing of what a change touches is refused, whatever it touches.
@Suite struct ForeignChangeTests {
  /// A team that the base knows, beside all else; nothing of it changes.
  private static let bystander = """
    ---
    kind: Zone
    name: other-zone
    teams: { bystander: acme/bystander@main }
    ---
    kind: Team
    name: bystander
    zone: other-zone

    """

  @Test(arguments: MutationTests.kinds) func noFieldIsABystanders(_ kind: ObjectKind) throws {
    let path = try #require(FieldSamples.path(to: kind))
    var accepted: [String] = []
    for field in kind.fields {
      let sample = Sample(kind: kind, field: field, path: path)
      for (old, new) in MutationTests.pairs(kind, field) {
        let change = difference(
          sample.text(old) + Self.bystander, sample.text(new) + Self.bystander)
        if !change.isEmpty, !isRefused(change, from: "acme/bystander@main") {
          accepted.append("\(kind).\(field.name): \(old ?? "-") → \(new ?? "-")")
        }
      }
    }
    #expect(accepted == [])
  }

  @Test(arguments: 0..<200) func noChangeIsTakenForAPartOfIt(_ seed: Int) {
    var random = SplitMix(seed: seed)
    let base = RandomModel(using: &random)
    var head = base
    for _ in 0..<random.below(12) { head.edit(using: &random) }
    let change = difference(
      base.files(using: &random) + [Self.bystander], head.files(using: &random) + [Self.bystander])
    if change.isEmpty { return }
    #expect(isRefused(change, from: "acme/bystander@main"), "\(seed)")
    // The ecosystem's repository may own a part, and not all.
    guard let base = change.base, let owner = base.ecosystem?.text(EcosystemField.repository),
      change.objects.contains(where: { $0.owner.flatMap(base.repository(of:)) != owner })
    else { return }
    #expect(isRefused(change, from: owner), "\(seed): \(owner)")
  }

  private func isRefused(_ change: ModelDifference, from source: String) -> Bool {
    Governance.judge(ProposedChange(change, from: ChangeSource(source))).contains {
      $0.severity == .error && Governance.topic(of: $0.code) == .ownership
    }
  }
}
