import Diagnostics
import Model

/// What the head's `Waivers` documents let through, and which of it has been of use.
struct Waivers {
  struct Item {
    let name: String
    let object: Object
    /// The rule's code.
    let rule: String
    let subject: String
    let consumers: Set<String>
    /// The last day it holds.
    let expires: String
    var isUsed = false
  }

  /// Those that hold on the day of the judgement, in the order of their names.
  private(set) var items: [Item] = []
  private(set) var expired: [Item] = []

  init(_ model: Model, today: String?) {
    for document in model.waivers {
      for object in document.objects(WaiversField.waivers) {
        let item = Item(
          name: object.text(WaiverField.name) ?? "", object: object,
          rule: object.text(WaiverField.rule) ?? "",
          subject: object.text(WaiverField.object) ?? "",
          consumers: Set(object.texts(WaiverField.consumers)),
          expires: object.text(WaiverField.expires) ?? "")
        if let today, item.expires < today { expired.append(item) } else { items.append(item) }
      }
    }
    items.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The numbers of those that are about a break.
  mutating func use(_ rule: Rule, _ subject: Subject) -> [Int] {
    if items.isEmpty { return [] }
    let names = subject.covering
    let found = items.indices.filter {
      items[$0].rule == rule.code && names.contains(items[$0].subject)
    }
    for index in found { items[index].isUsed = true }
    return found
  }
}
