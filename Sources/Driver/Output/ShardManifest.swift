internal import Diagnostics
internal import Emit

/// `manifest/shard-3-of-8.json`: what one shard has made of a platform's tree. `--join` puts the index
/// together from all of them, and removes them.
struct ShardManifest: Sendable {
  var schemaVersion = Version.manifestFormat
  var dsgen = Version.dsgen
  /// The hash of the model's files.
  var model: String
  var shard: Shard
  /// All platforms of the model, sorted.
  var platforms: [String]
  /// Its part of the index, under the same names. Its state says nothing.
  var part: PlatformIndex
  /// Files that dsgen wrote and that this shard no longer makes, sorted. They stay until the join.
  var stale: [String]

  static let prefix = "shard-"

  /// Below the platform's folder.
  static func path(_ shard: Shard) -> String {
    "manifest/\(prefix)\(shard.number)-of-\(shard.count).json"
  }

  /// Where a shard writes down what it is about to own.
  static func journalPath(_ shard: Shard) -> String {
    PlatformState.journalPath + "-\(shard.number)-of-\(shard.count)"
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.field("schemaVersion", schemaVersion)
      object.field("dsgen", dsgen)
      object.field("model", model)
      object.field("shard", shard.text)
      object.array("platforms") { list in
        for platform in platforms { list.value(platform) }
      }
      object.field("platform", part.platform)
      part.writeLists(to: &object)
      object.array("stale") { list in
        for path in stale { list.value(path) }
      }
    }
    json.newline()
    return json.take()
  }
}

extension ShardManifest: Manifest {
  init(_ fields: JSONFields) throws(JSONText.Fault) {
    dsgen = try fields.text("dsgen")
    model = try fields.text("model")
    let parts = try fields.text("shard").split(separator: "/").compactMap { Int($0) }
    if parts.count != 2 { throw JSONText.Fault(message: "`shard` is I/N", start: 0) }
    shard = Shard(number: parts[0], count: parts[1])
    platforms = try fields.texts("platforms")
    part = PlatformIndex(state: .writing, platform: try fields.text("platform"))
    try part.readLists(fields)
    stale = try fields.texts("stale")
  }
}
