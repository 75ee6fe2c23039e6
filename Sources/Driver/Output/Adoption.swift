internal import Model
internal import Synchronization

extension PlatformWriter {
  /// Takes what shards have made for its own, after a look at whether it is there.
  func adopt(_ shards: [ShardManifest], jobs: Int) throws {
    for shard in shards {
      let slices = shard.part.slices
      try Workers.each(slices.count, jobs: jobs) { index in
        let files = try self.files(of: slices[index], in: shard)
        try expect(files, of: shard)
        work.withLock { $0.made.formUnion(files.map(\.path) + [slices[index].path]) }
      }
      try expect(shard.part.files, of: shard)
      work.withLock { work in
        work.made.formUnion(shard.part.files.map(\.path))
        work.roots += shard.part.roots
        work.slices += slices
        work.files += shard.part.files
      }
    }
  }

  private func files(
    of slice: PlatformIndex.Slice, in shard: ShardManifest
  ) throws -> [WrittenFile] {
    let path = Path.join(folder, slice.path)
    guard let bytes = before.files.contains(slice.path) ? try FileSystem.read(path) : nil,
      ContentHash.hex(bytes) == slice.fingerprint
    else { throw differs(slice.path, shard) }
    return try ManifestReader.parse(SliceManifest.self, bytes, path).files
  }

  private func expect(_ files: [WrittenFile], of shard: ShardManifest) throws {
    for file in files {
      let status = try FileSystem.status(Path.join(folder, file.path), followLinks: false)
      if status?.kind != .file || status?.size != file.size { throw differs(file.path, shard) }
    }
  }

  private func differs(_ path: String, _ shard: ShardManifest) -> Failure {
    Failure.usage(
      "\(Path.join(folder, path)) is not what shard \(shard.shard.text) has written",
      help:
        "run `dsgen render --shard \(shard.shard.text)` again, or bring here all that it has written; "
        + "nothing was changed")
  }
}
