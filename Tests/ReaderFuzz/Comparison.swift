internal import DSLFrontend
internal import Diagnostics
internal import Model

/// How the fast reader and libyaml compare on one file.
package enum Comparison: Equatable {
  /// The fast reader was sure, and it is the same to the byte.
  case same
  /// The fast reader left the file to libyaml, which can read it.
  case left
  /// It left it, and libyaml refuses it.
  case refused
  case different(String)

  package var fault: String? {
    if case .different(let what) = self { what } else { nil }
  }

  package init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { bytes in
      guard let slow = YAMLReading.tape(bytes, by: .libyaml) else { return .refused }
      guard let fast = YAMLReading.tape(bytes, by: .fast) else {
        return slow.failure == nil ? .left : .refused
      }
      return fast.read(bytes) { fast in
        slow.read(bytes) { slow in
          difference(fast, slow).map { .different($0) } ?? .same
        }
      }
    }
  }
}

private func difference(_ fast: YAMLCursor, _ slow: YAMLCursor) -> String? {
  for (number, (a, b)) in zip(fast.events, slow.events).enumerated() {
    let isSame =
      (a.kind, a.start, a.end) == (b.kind, b.start, b.end)
      && a.marks.subtracting(.made) == b.marks.subtracting(.made)
    guard isSame else { return "event \(number): \(a) against \(b)" }
    switch a.kind {
    case .scalar:
      if !fast.text(a).elementsEqual(slow.text(b)) {
        return "event \(number): `\(shown(fast.text(a)))` against `\(shown(slow.text(b)))`"
      }
    case .sequence, .mapping:
      if a.link != b.link { return "event \(number) ends at \(a.link) against \(b.link)" }
    default: break
    }
  }
  if let failure = slow.failure { return "libyaml fails: \(failure)" }
  return fast.events.count == slow.events.count
    ? nil : "\(fast.events.count) events against \(slow.events.count)"
}

private func shown(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  String(decoding: bytes, as: UTF8.self).debugDescription
}

/// What is different in all that is made of a file by the two readers; nil if nothing is.
package func decodedDifference(_ bytes: [UInt8]) -> String? {
  func load(_ reader: YAMLReading.Reader?) -> LoadedModel {
    var arena = Arena()
    arena.decode(bytes, id: FileID(0), by: reader)
    return Frontend.assemble([arena])
  }
  let (either, slow) = (load(nil), load(.libyaml))
  if either.diagnostics.map({ "\($0)" }) != slow.diagnostics.map({ "\($0)" }) {
    return "other diagnostics"
  }
  if either.isPartial != slow.isPartial { return "only one of them is partial" }
  let (a, b) = (either.model.tree, slow.model.tree)
  if a.nodes != b.nodes { return "other nodes" }
  for node in a.nodes.indices where !a.cells(of: node).elementsEqual(b.cells(of: node)) {
    return "other cells in node \(node)"
  }
  let texts = (0..<UInt32(a.text.count)).map { a.string(Symbol(index: $0)) }
  return texts == (0..<UInt32(b.text.count)).map { b.string(Symbol(index: $0)) }
    ? nil : "other texts"
}
