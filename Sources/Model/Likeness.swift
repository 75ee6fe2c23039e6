extension Object {
  /// Whether two objects of one tree were written alike, to the letter, wherever they stand. False says
  /// nothing.
  /// - Parameter fields: the numbers of fields that are not looked at.
  public func isWrittenLike(_ other: Object, apartFrom fields: Set<UInt8> = []) -> Bool {
    guard tree === other.tree else { return false }
    if fields.isEmpty { return tree.isAlike(body, other.body) }
    return kind == other.kind
      && kind.fields.indices.allSatisfy { index in
        let number = UInt8(index)
        if fields.contains(number) { return true }
        switch (cell(number: number), other.cell(number: number)) {
        case (nil, nil): return true
        case (let a?, let b?): return tree.isAlike(a, b)
        default: return false
        }
      }
  }

  /// Whether two objects were read from the very same text, which both models have. False says nothing.
  public func isSame(as other: Object) -> Bool {
    tree === other.tree && file == other.file && body == other.body
  }
}

extension Tree {
  fileprivate func isAlike(_ a: Cell, _ b: Cell) -> Bool {
    guard a.form == b.form else { return false }
    if a.value == b.value { return true }
    guard let x = a.node, let y = b.node, nodes[x].shape == nodes[y].shape,
      nodes[x].kind == nodes[y].kind, nodes[x].count == nodes[y].count
    else { return false }
    return zip(cells(of: x), cells(of: y)).allSatisfy { $0.field == $1.field && isAlike($0, $1) }
  }
}
