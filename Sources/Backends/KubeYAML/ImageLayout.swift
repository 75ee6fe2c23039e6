/// What an image needs of the pod that runs it with a read-only root: its user, and the paths that
/// it writes to.
struct ImageLayout {
  struct Writable {
    let volume: String
    let path: String
    /// Kept in memory and counted against the container's memory.
    var memory = false
    /// A limit, so that a runaway log can't fill a node's disk.
    var limit = "256Mi"
  }

  let user: Int
  let group: Int
  /// The group that volumes are made writable for.
  let volumeGroup: Int
  let writable: [Writable]
}

/// The one table of users and writable paths. A custom image must keep to the row of the image that
/// it is built from.
extension ImageLayout {
  /// Debian variant of the official `postgres` image: user and group `postgres` are 999; it writes
  /// its data, its socket, and `/tmp`. Shared memory comes from `/dev/shm`, where containers get
  /// 64 MiB, too little for parallel queries.
  /// Source: docker-library/postgres, `Dockerfile-debian.template` (`--gid=999`, `--uid=999`,
  /// `/var/run/postgresql`) and the image's page, "Arbitrary --user Notes" and `--shm-size`.
  static let postgres = ImageLayout(
    user: 999, group: 999, volumeGroup: 999,
    writable: [
      Writable(volume: "run", path: "/var/run/postgresql", limit: "16Mi"),
      Writable(volume: "tmp", path: "/tmp"),
      Writable(volume: "shm", path: "/dev/shm", memory: true),
    ])

  /// `apache/kafka`: user `appuser`, the first that Alpine makes, 1000. Its own entry point writes
  /// `/opt/kafka/config`; these manifests start Kafka's scripts themselves, with a configuration
  /// below `/run/dsgen` and `LOG_DIR=/tmp/logs`, so that `/tmp` is all that Kafka and RocksDB write.
  /// Source: apache/kafka, `docker/jvm/Dockerfile` (`adduser … appuser`), `bin/kafka-run-class.sh`
  /// (`LOG_DIR`).
  static let kafka = ImageLayout(
    user: 1000, group: 1000, volumeGroup: 1000,
    writable: [
      Writable(volume: "tmp", path: "/tmp", limit: "1Gi"),
      Writable(volume: "run", path: "/run/dsgen", memory: true, limit: "1Mi"),
    ])

  /// `apache/airflow`: user 50000, group 0 (its entry point refuses another group). It writes its
  /// home (`airflow.cfg`, the FAB configuration, logs) and `/tmp`.
  /// Source: Airflow's docker-stack documentation, "Allowing arbitrary user to run the container".
  static let airflow = ImageLayout(
    user: 50000, group: 0, volumeGroup: 0,
    writable: [
      // The dag-processor logs each parse of each file, some 650 kB a day and file.
      Writable(volume: "home", path: "/opt/airflow", limit: "4Gi"),
      Writable(volume: "tmp", path: "/tmp", limit: "1Gi"),
    ])
}
