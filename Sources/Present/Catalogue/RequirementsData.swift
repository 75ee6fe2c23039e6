// What the model must hold, in numbered lines: see `Requirement`.

extension Requirement {
  static let datasets: [Requirement] = [
    Requirement(
      "42", "A dataset is classified as a whole or by its columns.",
      because: "Both together are legal: the dataset says what it is, and a column where it "
        + "differs. A policy judges all of them."),
    Requirement(
      "43", "A dataset says what its data is."),
    Requirement(
      "44", "In production it must."),
    Requirement(
      "45", "A policy on storage belongs to a zone.",
      because: "Datasets name no policies. A zone's policy holds for all of the zone's data."),
    Requirement(
      "46", "A dataset obeys policies of its own zone.",
      because: "Datasets name no policies. A zone's policy holds for all of the zone's data."),
    Requirement(
      "47", "A deprecated policy on a deprecated dataset is told.",
      because: "Policies cannot be deprecated: a zone's owner changes them, and everything "
        + "is judged again."),
    Requirement(
      "48", "A deprecated policy on a live dataset is refused.",
      because: "Policies cannot be deprecated: a zone's owner changes them, and everything "
        + "is judged again."),
    Requirement(
      "49", "A dataset has columns."),
    Requirement(
      "50", "A datastore says how its data is captured."),
    Requirement(
      "51", "A datastore has datasets."),
    Requirement(
      "52", "A datastore's description says something."),
    Requirement(
      "53", "An approval may name what does not exist yet, and is told about.",
      remark: "Producer and consumer live in different repositories, so it is a warning."),
  ]

  static let ingestion: [Requirement] = [
    Requirement(
      "54", "What is merged in one transaction is one of two words.",
      remark: "It has a default: each dataset by itself."),
    Requirement(
      "55", "An ingestion names its container, unless a transformer fills the store."),
    Requirement(
      "56", "A container's address is whole: locations exist, hosts and ports are such."),
    Requirement(
      "57", "A schedule is a cron line of five fields that comes due.",
      remark: "Steps within a range, `a-b/n`, are understood; a step of 0 is refused."),
    Requirement(
      "58", "What a transformer fills names a workspace of its own team."),
    Requirement(
      "59", "That workspace has a transformer."),
    Requirement(
      "60", "That transformer fills this store."),
    Requirement(
      "61", "The producer's tables are named for all datasets, once each, and for no others.",
      remark: "A dataset names its own table, else the table is named as the dataset; so "
        + "none is forgotten and none is unknown."),
    Requirement(
      "62", "A watermark is an integer or a timestamp."),
    Requirement(
      "63", "Each dataset has the watermark's column."),
    Requirement(
      "64", "It has one type everywhere: each dataset's column is judged by its own."),
    Requirement(
      "65", "Brokers are `host:port`."),
    Requirement(
      "66", "Credentials, containers and schedules are judged wherever they are used."),
    Requirement(
      "67", "Each dataset has one topic of its own, with a name that Kafka takes."),
    Requirement(
      "68", "Sizes of volumes are a number and a unit."),
  ]

  static let types: [Requirement] = [
    Requirement(
      "69", "A dataset has a key."),
    Requirement(
      "70", "The key's columns exist."),
    Requirement(
      "71", "The key's columns are never null."),
    Requirement(
      "72", "A column that is marked as key is in the key's list, where there is one."),
    Requirement(
      "73", "A column of the key's list is marked, where others are."),
    Requirement(
      "74", "The partition's columns exist."),
    Requirement(
      "75", "The partition's columns are never null."),
    Requirement(
      "76", "Lengths and dimensions are above 0."),
    Requirement(
      "77", "A decimal says its digits, and has no more behind the point than in all."),
    Requirement(
      "78", "Integers have one of four sizes.",
      remark: "The sizes are words, `tinyint` to `bigint`; a length behind them is refused."),
    Requirement(
      "79", "Floats are of a known format.",
      remark: "The formats are words; their parameters cannot be written."),
    Requirement(
      "80", "Block-scaled floats are of a known format.",
      remark: "The formats are words; their parameters cannot be written."),
    Requirement(
      "81", "A geography's reference is a number from 0."),
    Requirement(
      "82", "The key's columns are of types that tell rows apart.",
      remark: "Avro schemas are not part of the language: columns are written as columns."),
    Requirement(
      "83", "Each column's type can be held where it is merged.",
      remark: "It is judged when the model changes, not when the first row arrives."),
    Requirement(
      "84", "Map keys are plain, struct fields have different names, time zones are said."),
  ]
}
