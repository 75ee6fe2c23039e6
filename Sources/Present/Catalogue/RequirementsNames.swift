// What the model must hold, in numbered lines: see `Requirement`.

extension Requirement {
  static let names: [Requirement] = [
    Requirement(
      "1",
      "Stores, datasets, columns, workspaces and groups are named by a letter, then "
        + "letters, digits and `_`, at most 128."),
    Requirement(
      "2", "What a group reads is written as names that can be names."),
    Requirement(
      "3", "An SQL keyword as a name is told, names that dsgen itself uses are refused.",
      remark: "Everything is quoted in every output, so a keyword is a warning only."),
    Requirement(
      "4", "The producer's schemas and tables have names that they can have.",
      remark: "They are quoted, so any letters will do."),
    Requirement(
      "5", "The watermark is a column's name."),
    Requirement(
      "6", "Keys and partitions list columns' names."),
    Requirement(
      "7", "Namespaces, Services and Secrets are names that Kubernetes takes."),
    Requirement(
      "8",
      "A credential's name can become that of a Secret and of environment variables, "
        + "without meeting another."),
    Requirement(
      "9", "Nothing is declared twice in one place, and no list names a thing twice."),
    Requirement(
      "10", "A datastore's name is unique in the estate."),
    Requirement(
      "11", "A workspace's name is unique in the estate."),
    Requirement(
      "12", "A team's name is unique in its zone.",
      remark: "Teams of different zones may be named alike: a team is `zone/team` everywhere."),
    Requirement(
      "13", "No two names differ only in case, or in `_` and `-` where a target folds them."),
  ]

  static let ecosystem: [Requirement] = [
    Requirement(
      "14", "The ecosystem names its live branch."),
    Requirement(
      "15", "The live branch is written as a repository and a branch."),
    Requirement(
      "16", "The live branch is another one than the owner's."),
    Requirement(
      "17",
      "A repository is an owner and a name that GitHub or GitLab can have, written in "
        + "one way."),
    Requirement(
      "18", "A branch is one that git can have."),
    Requirement(
      "19", "What opens the repository is a token.",
      remark: "A repository is written without a credential; the platform's "
        + "`git.credential` opens it."),
    Requirement(
      "20", "A repository elsewhere than GitHub names a host.",
      remark: "It is `host/owner/name@branch`, without a scheme: how it is fetched is the "
        + "platform's matter."),
    Requirement(
      "21", "A vendor has a name and a description."),
    Requirement(
      "22", "A location belongs to a vendor.",
      because: "Locations are written inside their vendor; there is no other place for one."),
    Requirement(
      "23", "A location is referred to as `vendor:part/part`, without an empty part."),
    Requirement(
      "24", "A location's vendor exists."),
    Requirement(
      "25", "Each part of a location exists."),
    Requirement(
      "26", "A vendor that a policy names exists."),
    Requirement(
      "27", "A description says something."),
    Requirement(
      "28", "So do those of ecosystem, zones and teams."),
    Requirement(
      "29", "Assignments and primaries that are malformed are told, each at its place.",
      remark: "The rest of them still counts."),
  ]

  static let zones: [Requirement] = [
    Requirement(
      "30", "Zones, teams, datastores and workspaces say whose they are."),
    Requirement(
      "31", "What a zone's workspaces read has a classification that the zone's policy allows."),
    Requirement(
      "32",
      "Where a workspace's data is put suits the policies on locations, vendors and "
        + "clouds of the zone that it comes from."),
    Requirement(
      "33", "A policy on clouds can be judged: the vendor says which cloud is behind it."),
    Requirement(
      "34", "Locations that policies and containers name exist."),
    Requirement(
      "35", "A store's own container suits the policies of the store's zone."),
    Requirement(
      "36", "A workspace's container suits the policies of the workspace's zone."),
    Requirement(
      "37", "The platforms that run a zone's data suit the zone's policy on platforms."),
    Requirement(
      "38",
      "The containers that hold a zone's data are of types that the zone's policy on "
        + "storage allows."),
    Requirement(
      "39", "What a zone's teams produce has a classification that the zone's policy allows."),
    Requirement(
      "40", "A policy on a location covers the locations below it."),
    Requirement(
      "41",
      "A zone or a team that is declared has a document, and one that has a document "
        + "is declared."),
  ]
}
