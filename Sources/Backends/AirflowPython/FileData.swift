internal import Emit
internal import IR
internal import Model

/// The parts of a file's data that several kinds of files share.
extension PythonWriter {
  /// The table of streams, a line each.
  mutating func streams(_ name: StaticString, _ streams: [StreamPlan]) {
    comment("task, section of the SQL file, priority weight, asset, schema fingerprint")
    table(name, streams.count) { row, number in
      let stream = streams[number]
      row.add(stream.task)
      row.add(stream.section)
      row.add(stream.priority.weight)
      row.add(stream.asset)
      row.add(stream.fingerprint)
      return stream.origin
    }
  }

  /// What the merges of a file have in common: one SQL file, one database, one source.
  mutating func merges(_ streams: [StreamPlan], _ platform: PlatformPlan) {
    let first = streams[0]
    precondition(
      streams.allSatisfy {
        $0.sqlFile == first.sqlFile && $0.database == first.database
          && $0.sourceSecrets == first.sourceSecrets && $0.sourceSettings == first.sourceSettings
      }, "\(first.name): the streams of one DAG differ in their SQL file, database or source")
    let settings = Variables.database(first.database, platform.postgres) + first.sourceSettings
    let secrets = platform.postgres.credential + first.sourceSecrets
    assign("MERGE_PROGRAM", .string("\(platform.mountedTree)/run/merge.sh"))
    assign("SQL_FILE", .string("\(platform.mountedTree)/\(first.sqlFile)"))
    precondition(first.name.hasSuffix(first.section), "\(first.name) is not its section")
    assign("STREAM_PREFIX", .string(String(first.name.dropLast(first.section.count))))
    assign("MERGE_LABELS", Variables.plain(platform.podLabels(.merge)))
    assign("MERGE_ENV", Variables.plain(settings))
    assign("MERGE_SECRETS", Variables.secrets(secrets))
    mark(platform.origin)
    assign("POOL", .string(platform.airflow.pool))
    assign("POOL_SLOTS", .int(platform.airflow.slots))
  }

  /// What all pods of a platform have in common.
  mutating func pods(_ platform: PlatformPlan) {
    mark(platform.origin)
    assign("NAMESPACE", .string(platform.namespace))
    assign("IMAGE", .string(platform.images.dsgen))
    assign("POD_USER", .int(PlatformPlan.podUser))
    assign("SERVICE_ACCOUNT", .string(platform.podServiceAccount))
    assign("CLAIM", .string(platform.artifactsClaim))
    assign("SLACK_CONNECTION", .string(platform.slack.connection))
    assign("SLACK_CHANNEL", .string(platform.slack.channel))
  }
}
