internal import DSLFrontend
internal import Diagnostics
internal import Model
internal import Packing

/// Files of a model that are kept together: so many that an entry of the cache is worth it.
///
/// What is kept are their bytes: to decode these again costs less than to keep, for all of a model, what they
/// mean, and only those of changed packs are ever asked for.
struct FilePack: Sendable {
  /// Positions in the list of files, ascending.
  let files: ArraySlice<Int>

  /// Cuts a list of files into packs. Where it is cut depends on a file's path and on the sizes of those just
  /// before it, so that a new file changes few packs.
  static func cut(_ chosen: [Int], of files: [ModelFile]) -> [FilePack] {
    var packs: [FilePack] = []
    var start = 0
    var size = 0
    for (index, file) in chosen.enumerated() {
      size += files[file].size
      guard size >= most || size >= least && isCut(behind: files[file].path) else { continue }
      packs.append(FilePack(files: chosen[start...index]))
      start = index + 1
      size = 0
    }
    if start < chosen.count { packs.append(FilePack(files: chosen[start...])) }
    return packs
  }

  private static let least = 16 * 1024
  private static let most = 64 * 1024

  private static func isCut(behind path: String) -> Bool {
    var path = path
    return path.withUTF8 { ContentHash.number($0) } % 8 == 0
  }

  /// What the cache knows it by: what its files hold.
  /// - Parameter hashes: of its files, in their order.
  func key(_ hashes: [ContentHash]) -> ContentHash {
    var packer = Packer()
    packer.add(hashes)
    return ContentHash(packer.bytes)
  }

  /// What its files held, decoded; nil where that is not kept, or anything was wrong with it.
  /// - Parameters:
  ///   - hashes: of its files then, in their order.
  ///   - ids: the files' numbers.
  func kept(in cache: Cache, _ hashes: [ContentHash], ids: [FileID]) -> Arena? {
    guard var entry = cache.entry(.sources, key(hashes)) else { return nil }
    var arena = Arena()
    for id in ids {
      guard let bytes = try? entry.array(of: UInt8.self) else { return nil }
      arena.decode(bytes, id: id)
    }
    return entry.isAtEnd && arena.isFaultless ? arena : nil
  }

  /// - Parameter contents: of its files, in their order.
  func keep(_ contents: [[UInt8]], in cache: Cache, _ hashes: [ContentHash]) {
    let key = key(hashes)
    if cache.has(.sources, key) { return }
    var packer = Packer()
    for bytes in contents { packer.add(bytes) }
    cache.put(.sources, key, packer.bytes)
  }
}
