// What the model must hold, in numbered lines: see `Requirement`.

extension Requirement {
  static let workspaces: [Requirement] = [
    Requirement(
      "85", "What a group reads exists."),
    Requirement(
      "86", "Who reads a store with approvals is approved for what it reads."),
    Requirement(
      "87", "A workspace and the stores that it reads are both in production, or neither is."),
    Requirement(
      "88", "What is deprecated is not read without saying so."),
    Requirement(
      "89", "Who says so is still told."),
    Requirement(
      "90", "What a workspace reads has a classification that the workspace itself allows."),
    Requirement(
      "91", "A group reads something."),
    Requirement(
      "92", "A platform that a group is assigned to exists."),
    Requirement(
      "93", "There is one platform of a name.",
      because: "Platforms are referred to by name only, so there is no second object that "
        + "could differ."),
    Requirement(
      "94", "The platform can put data where the workspace wants it."),
    Requirement(
      "95", "A transformer's groups ask nothing of a platform and are assigned to none."),
    Requirement(
      "96", "The store that a transformer fills exists."),
    Requirement(
      "97", "A transformer's workspace and its store are both in production, or neither is."),
    Requirement(
      "98", "A transformer fills a store of its own team."),
    Requirement(
      "99", "The store says that a transformer fills it."),
    Requirement(
      "100", "A transformer has an image that can be pulled, and its schedule is one."),
    Requirement(
      "101", "A deprecated workspace gets no new platform, and what it fills is deprecated too."),
    Requirement(
      "102", "A workspace says where its data is put.",
      because: "The platform decides unless the workspace says otherwise, so there is none "
        + "without."),
  ]

  static let assignments: [Requirement] = [
    Requirement(
      "103", "The workspace of an assigned group exists."),
    Requirement(
      "104", "The group exists."),
    Requirement(
      "105", "The group says what it needs of a platform.",
      because: "Every need has a default: the latest rows, at any latency."),
    Requirement(
      "106", "The platform exists."),
    Requirement(
      "107", "What an assignment names is judged by its platform, and never stops the run."),
    Requirement(
      "108", "The store and the platforms of a primary exist."),
    Requirement(
      "109", "What a single object is tuned by names an object that exists.",
      remark: "Stores, workspaces and platforms carry their own settings; there is no table "
        + "of hints beside them."),
    Requirement(
      "110", "Production and deprecation count where a group is assigned.",
      remark: "They are said by workspaces and reads, once, not again by each assignment."),
    Requirement(
      "110a", "An assignment says its platform and how far the move is.",
      remark: "One that does not is told at its place, and the others still count."),
    Requirement(
      "110b", "Assignments are there before the graph is judged.",
      because: "Everything is read before anything is judged, in whatever order the files are."),
    Requirement(
      "111", "A group that nobody assigned is told."),
    Requirement(
      "112", "What a group needs is what its platform can do."),
  ]

  static let platforms: [Requirement] = [
    Requirement(
      "113", "A platform's place exists.",
      remark: "Its secret store has no name: it is the namespace's Secrets."),
    Requirement(
      "114", "A platform is part of the estate.",
      because: "A platform is a document of the model."),
    Requirement(
      "115", "The login of the merge database is a user and a password."),
    Requirement(
      "116", "The login of Kafka Connect is a user and a password."),
    Requirement(
      "117", "The tokens of git and Slack are tokens."),
    Requirement(
      "118", "The live branch is where platforms can read it.",
      because: "A platform reads the model with git, from any host."),
    Requirement(
      "119", "A platform is of a type that dsgen knows."),
    Requirement(
      "120", "Hints are of the platform's own kind.",
      because: "There are no hints: a platform's settings are its own fields."),
    Requirement(
      "121", "A workspace's data is put where the platform decides."),
    Requirement(
      "122", "A group says what it needs in the one form there is.",
      remark: "Needs are fields of the group; another field is unknown."),
    Requirement(
      "123", "A platform that keeps the latest rows serves no history."),
    Requirement(
      "124", "A platform that keeps every version serves what asks for history.",
      remark: "It serves the latest rows as well, and both together."),
    Requirement(
      "125",
      "How long staged records are kept is a duration above 0; without one they are "
        + "kept for ever."),
    Requirement(
      "126", "Capacities are whole numbers within their bounds.",
      remark: "Requests and limits of pods are the platform's own, the same everywhere."),
    Requirement(
      "127", "The volume that several pods write can be written by several.",
      because: "Access modes are not written by users: the artifacts' volume is "
        + "ReadWriteMany, the others are ReadWriteOnce."),
    Requirement(
      "128", "An account at a cloud is written as that cloud writes it.",
      because: "Platforms run on Kubernetes, whoever's; there is no account to name."),
    Requirement(
      "129", "A store with primary platforms has one."),
    Requirement(
      "130", "Every store that is reached says how it is captured."),
    Requirement(
      "131", "It is captured in one of the ways that a platform can carry out."),
    Requirement(
      "132",
      "Topics that are merged in one transaction are told that they are not source- "
        + "consistent.",
      remark: "Both ways of merging Kafka's topics are carried out."),
    Requirement(
      "133",
      "What is captured from a database has an engine, a container, a login and a "
        + "schedule."),
    Requirement(
      "134", "A transformer has an image."),
    Requirement(
      "135", "A transformer runs by a schedule, or when its inputs have arrived."),
    Requirement(
      "136", "A group that is assigned says what it needs.",
      because: "Every need has a default: the latest rows, at any latency."),
    Requirement(
      "137", "It says so in the one form there is.",
      because: "Needs are fields of the group; there is no other form."),
    Requirement(
      "138", "No graph asks a platform for history that it does not keep."),
    Requirement(
      "139", "The platform can use the credential of every store that it captures."),
    Requirement(
      "140", "Groups that other systems run are told apart.",
      because: "A group that no platform runs is simply not assigned."),
    Requirement(
      "141", "No two objects have one name in a target, whatever was cut from it."),
    Requirement(
      "142", "A column's name fits its table, and no two columns are one.",
      remark: "Columns are never shortened: people write them in queries."),
    Requirement(
      "143", "No stored setting is longer than what stores it.",
      because: "Kafka Connect stores a connector's settings as a record of up to a "
        + "megabyte; sinks of many topics are split long before."),
    Requirement(
      "144", "What a transformer makes on several platforms does not meet.",
      because: "Each platform runs the transformer and keeps the output in its own "
        + "database; no topic is shared."),
  ]
}
