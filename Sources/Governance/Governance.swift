public import Diagnostics
public import Model

/// Judges a model: is it right, can every backend carry it out? And a change: may it be made?
///
/// Each rule has a file of its own, which holds its code, its page, its examples, how it is found and
/// its words. This list joins them.
public enum Governance {
  /// What is wrong with a model, in no order that a user may see. The model is judged as far as it
  /// could be read: what the front end refused is left out, not judged again. `settle` makes of it what
  /// is told.
  /// - Parameters:
  ///   - otherRules: codes that are found elsewhere and may be named in settings.
  ///   - isPartial: a file could not be read, so what seems to be missing may be in it.
  ///   - capacity: of a part of a model, what platforms use by all of it.
  public static func check(
    _ model: Model, otherRules: @autoclosure @escaping () -> [Rule] = [],
    isPartial: Bool = false, capacity: CapacityUse? = nil,
    _ options: FindingOptions = FindingOptions()
  ) -> [Diagnostic] {
    let facts = Facts(model, rules: rules + otherRules(), capacity: capacity)
    let settings = RuleSettings(model, rules + otherRules(), options)
    // A suppression is used by findings of every severity.
    let errorsSuffice =
      options.errorsSuffice && !settings.canBeError(.suppressionUnused)
    let checks = checks.filter { check in
      !(isPartial && check.needsWholeModel)
        && check.rules.contains(where: settings.isOn)
        && (!errorsSuffice || check.mayBeWorse
          || check.rules.contains(where: settings.canBeError))
    }
    var found: [Diagnostic] = []
    var walk = DatasetWalk(facts)
    walk.run(checks, &found)
    for check in checks { check.model?(facts, &found) }
    return found
  }

  /// The rules that are judged here, in the order of their codes.
  public static let rules: [Rule] =
    (checks.flatMap(\.rules) + changeChecks.flatMap(\.rules) + aboutSuppressions)
    .sorted { $0.code < $1.code }

  /// Found when findings are settled.
  private static let aboutSuppressions: [Rule] = [
    .suppressionUnused, .suppressionExpired, .suppressionRefused,
  ]

  static let checks: [Check] = [
    // names
    .reservedName, .nameReserved, .nameCollision, .kubernetesName, .itemRepeated,
    // schema
    .datasetsMissing, .columnsMissing, .columnsTooMany, .columnRedefined, .shapeAltered,
    .keyMissing, .keyNullable, .keyRepeated, .keyContradicted, .keyUnfit, .partitionNullable,
    .fromIllegal, .fromShared,
    .asIllegal, .columnNameLong, .columnNameShared,
    .typeNotRepresentable, .datasetUnclassified,
    // ingestion
    .ingestionIncomplete, .engineNotSupported, .containerUnfit, .topicIllegal, .topicShared,
    .sourceTableShared, .cronInvalid, .watermarkUnfit, .transformerMissing, .transformerMismatch,
    .transformerForeign, .registryMissing, .signalsForm, .slotsExceeded, .notSourceConsistent,
    .deletesInvisible, .sourceIllegal, .fieldNotForIngestion,
    // credentials
    .credentialWrongType, .credentialNotVisible, .securityIncomplete, .secretCollision,
    .secretInModel,
    // containers
    .containerNotShared, .containerIncomplete, .environmentUnknown, .environmentMissing,
    .externalClusterUnnamed, .externalLoginMissing, .exportNotSupported,
    .hostIllegal, .imageIllegal,
    // workspaces
    .readsMissing, .readForm, .readRepeated, .readColumnUnknown, .patternEmpty, .readDeprecated,
    .readDeprecatedAllowed, .readNotApproved, .approvalUnknown, .approvalRepeated,
    .productionMismatch, .needsUnused, .workspaceDeprecated, .allowanceUnused,
    .classificationNotAllowed,
    // ecosystem, zones, teams
    .definitionMissing, .declarationMissing, .liveIsOwner, .policyOverlap, .freezeReversed,
    .ruleUnknown, .ruleFixed, .descriptionEmpty, .repositoryConfusable,
    .descriptionMissing,
    // assignments
    .groupUnassigned, .transformerGroupAssigned, .productionEnvironment, .historyNotServed,
    .platformRepeated, .primaryMissing, .placementUnknown, .placementSplit,
    .latencyNotServed, .retentionNotServed, .regulatorNotServed, .retentionNotKept,
    .scheduleTooSlow, .productionDataElsewhere,
    // capacity
    .taskRateExceeded, .dagFilesExceeded, .connectionsExceeded,
    // policies
    .policyLocation, .policyVendor, .policyCloud, .policyPlatform, .policyStorage,
    .policyClassification, .locationMissing,
    // slices
    .slicesFull, .slicesOverfull, .slicesSparse,
  ]
}
