internal import Governance
internal import IR
internal import Model
internal import Packing

/// What is summed up over all datasets of a model: with it, a change of which datasets there are is judged
/// without the others.
struct Census: Sendable {
  let names: UncommonNames
  let use: CapacityUse

  init(of model: Model) { self.init(names: UncommonNames(of: model), use: CapacityUse(of: model)) }

  init(names: UncommonNames, use: CapacityUse) {
    self.names = names
    self.use = use
  }

  func pack(into packer: inout Packer) {
    packer.add(names.hashes)
    use.pack(into: &packer)
  }

  init(from packed: inout Unpacker) throws(Damaged) {
    names = UncommonNames(hashes: try packed.array())
    use = try CapacityUse(from: &packed)
  }
}
