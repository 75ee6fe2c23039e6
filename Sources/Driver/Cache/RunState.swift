internal import DSLFrontend
internal import Diagnostics
internal import IR
internal import Model
internal import Packing

/// What a run has found out about a model: what the next run on it need not find out again.
struct RunState: Sendable {
  /// The model's files, and what each held.
  var files: [ModelFile]
  var hashes: [ContentHash]
  /// All that was found, in the order of places; files by their place in `files`.
  var findings: [Diagnostic]
  /// Whether the model has `Suppressions` documents.
  var hasSuppressions: Bool
  /// `LoadedModel.skeleton`, packed; empty where the model has errors.
  var skeleton: [UInt8]
  /// nil where the model has errors.
  var census: Census?
  /// What each platform runs, by name; nil where the model has errors.
  var roles: [PlatformRole]?

  /// Tells this model from every other, and from itself with another byte anywhere.
  var content: ContentHash { RunState.content(files, hashes) }

  static func content(_ files: [ModelFile], _ hashes: [ContentHash]) -> ContentHash {
    var packer = Packer()
    for (file, hash) in zip(files, hashes) {
      packer.add(file.path)
      packer.add(hash)
    }
    return ContentHash(packer.bytes)
  }

  // MARK: packing

  var packed: [UInt8] {
    var packer = Packer()
    packer.add(files) { packer, file in
      packer.add(file.path)
      packer.add(file.size)
    }
    packer.add(hashes)
    packer.add(findings) { $1.pack(into: &$0) }
    packer.add(hasSuppressions)
    packer.add(skeleton)
    packer.add(census != nil)
    census?.pack(into: &packer)
    packer.add(roles != nil)
    packer.add(roles ?? []) { packer, role in
      packer.add(role.name)
      packer.add(role.captured) { $0.add($1) }
      packer.add(role.mirrored) { packer, mirror in
        packer.add(mirror.store)
        packer.add(mirror.primary)
      }
      packer.add(role.transformers) { $0.add($1) }
    }
    return packer.bytes
  }

  init(from packed: inout Unpacker) throws(Damaged) {
    files = try packed.list { packed throws(Damaged) in
      ModelFile(path: try packed.text(), size: try packed.take())
    }
    hashes = try packed.array()
    findings = try packed.list { packed throws(Damaged) in try Diagnostic(from: &packed) }
    hasSuppressions = try packed.flag()
    skeleton = try packed.array()
    census = try packed.flag() ? try Census(from: &packed) : nil
    let isLowered = try packed.flag()
    let roles: [PlatformRole] = try packed.list { packed throws(Damaged) in
      PlatformRole(
        name: try packed.text(),
        captured: try packed.list { packed throws(Damaged) in try packed.text() },
        mirrored: try packed.list { packed throws(Damaged) in
          PlatformRole.Mirror(store: try packed.text(), primary: try packed.text())
        },
        transformers: try packed.list { packed throws(Damaged) in try packed.text() })
    }
    self.roles = isLowered ? roles : nil
    guard hashes.count == files.count, packed.isAtEnd else { throw Damaged() }
  }

  /// - Parameter census: of the model, where it is known.
  init(
    files: [ModelFile], hashes: [ContentHash], findings: [Diagnostic], model: LoadedModel,
    census: Census? = nil, roles: [PlatformRole]?
  ) {
    self.files = files
    self.hashes = hashes
    self.findings = findings
    hasSuppressions = !model.model.suppressions.isEmpty
    let isRight = !findings.hasErrors
    let ids = files.indices.map { FileID($0) }
    skeleton = isRight ? model.skeleton().packed(of: ids) ?? [] : []
    self.census = isRight ? census ?? Census(of: model.model) : nil
    self.roles = roles
  }
}
