/// How a run wants its findings: what no model says.
public struct FindingOptions: Sendable {
  /// Whether rules that are a preview are told.
  public var preview: Bool
  /// The day to judge by, `2026-12-31`; nil: nothing expires. It is never the clock's, so that the same
  /// model gives the same findings.
  public var today: String?
  /// Rules whose findings are no errors need not be judged.
  public var errorsSuffice = false

  public init(preview: Bool = false, today: String? = nil) {
    self.preview = preview
    self.today = today
  }
}
