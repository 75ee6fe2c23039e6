import Diagnostics
import Model

/// The vendors of an estate, their clouds and their places.
struct Vendors {
  struct Vendor {
    let name: String
    let cloud: String?
    let span: Span
  }

  private let byName: [String: Vendor]
  /// Every place as `vendor:part/part`.
  private let locations: Set<String>

  init(_ model: Model) {
    var vendors: [String: Vendor] = [:]
    var locations: Set<String> = []
    func add(_ places: ObjectList, below start: String) {
      for place in places {
        let path = start + (place.text(LocationField.name) ?? "")
        locations.insert(path)
        add(place.objects(LocationField.locations), below: path + "/")
      }
    }
    for object in model.ecosystem?.objects(EcosystemField.vendors) ?? .none(model) {
      // Of two with one name the first counts; the second has been reported.
      guard let name = object.text(VendorField.name), vendors[name] == nil else { continue }
      vendors[name] = Vendor(name: name, cloud: object.text(VendorField.cloud), span: object.span)
      add(object.objects(VendorField.locations), below: name + ":")
    }
    byName = vendors
    self.locations = locations
  }

  func hasVendor(_ name: String) -> Bool { byName[name] != nil }

  func hasLocation(_ path: String) -> Bool { locations.contains(path) }

  /// The vendor of a location `vendor:part/part`.
  func vendor(ofLocation location: String) -> Vendor? {
    location.cut(at: ":").flatMap { byName[String($0.before)] }
  }
}
