import Model

/// What data is, as one bit for each classification.
struct Classes: OptionSet, Hashable {
  let rawValue: UInt16
}

extension Facts {
  /// The bit of each classification that the model uses.
  func findClassBits() -> [(symbol: Symbol, bit: Classes)] {
    classifications.enumerated().compactMap { number, word in
      model.tree.text.find(word).map { ($0, Classes(rawValue: 1 << UInt16(number))) }
    }
  }

  /// The bit of data that anybody may see.
  var publicClass: Classes { classes(named: ["PUB"]) }

  func classes(named names: [String]) -> Classes {
    var all: Classes = []
    for (symbol, bit) in classBits where names.contains(model.tree.string(symbol)) {
      all.insert(bit)
    }
    return all
  }

  /// The classifications in a scalar or a list.
  func classes(in cell: Cell?) -> Classes {
    guard let cell else { return [] }
    if let symbol = cell.symbol { return classBits.first { $0.symbol == symbol }?.bit ?? [] }
    var all: Classes = []
    guard let node = cell.node else { return [] }
    for item in model.tree.cells(of: node) { all.formUnion(classes(in: item)) }
    return all
  }

  /// All that is said of a dataset and of its columns, or of those of them that are read.
  func classes(ofDataset id: Int, columns: Set<Symbol>? = nil) -> Classes {
    let object = model.object(ofDataset: id)
    let shape = model.shape(ofDataset: id)
    var all = classes(in: object.cell(DatasetField.classification))
    all.formUnion(classes(in: shape?.cell(ShapeField.classification)))
    for list in [shape?.objects(ShapeField.columns), object.objects(DatasetField.columns)] {
      for column in list ?? .none(model) {
        guard let cell = column.cell(ColumnField.classification),
          columns == nil || column.symbol(ColumnField.name).map(columns!.contains) == true
        else { continue }
        all.formUnion(classes(in: cell))
      }
    }
    return all
  }

  /// The same of a dataset that the walk stands at.
  func classes(of view: DatasetView) -> Classes {
    var all = classes(in: view[.classification])
    all.formUnion(classes(in: view.shape?.cell(ShapeField.classification)))
    for list in [view.own, view.shared] where list.marks.contains(.classified) {
      for item in list.items where item.marks.contains(.classified) {
        all.formUnion(classes(in: list.object(item).cell(ColumnField.classification)))
      }
    }
    return all
  }

  /// What a policy refuses of the classifications that the model uses.
  func refused(by policy: Policy) -> Classes {
    var all: Classes = []
    for (symbol, bit) in classBits where policy.refusal(of: model.tree.string(symbol)) != nil {
      all.insert(bit)
    }
    return all
  }
}
