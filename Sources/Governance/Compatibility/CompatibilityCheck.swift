import Diagnostics

extension ChangeCheck {
  /// What breaks whom, and the waivers that say otherwise: judged together, since a waiver is of use only
  /// against what is found.
  static let compatibility = ChangeCheck(
    .columnDropped, .columnRenamed, .columnNarrowed, .columnWidened, .typeStrict,
    .columnNullabilityChanged, .columnNotNullAdded,
    .keyChanged, .partitionChanged, .classificationChanged, .datasetRemoved, .storeRemoved,
    .workspaceRemoved, .deprecationRefused, .waiverUnused, .waiverExpired, .waiverNotAccepted,
    on: .compatibility
  ) { facts, found in
    found += facts.compatibility?.findings ?? []
  }
}
