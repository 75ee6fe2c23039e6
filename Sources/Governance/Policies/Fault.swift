import Diagnostics
import Model

/// One thing about a keeper of data that a zone's policies refuse, or cannot judge.
struct Fault {
  enum Kind: Hashable { case location, vendor, cloud, cloudless, platform, storage, nowhere }

  let kind: Kind
  /// The location, the vendor, the cloud, the platform or the type of container.
  let thing: String
  /// Where that is declared of the keeper.
  let span: Span
  /// What refuses it; nil where nothing could be judged.
  let refusal: Policy.Refusal?
  /// The vendor behind a location.
  var vendor: Vendors.Vendor?
}

extension ZonePolicies {
  /// What is wrong with keeping the zone's data there.
  func faults(of keeper: Keeper, in estate: Vendors) -> [Fault] {
    var faults: [Fault] = []
    if asksWhere, keeper.locations?.isEmpty == true {
      faults.append(Fault(kind: .nowhere, thing: keeper.name, span: keeper.span, refusal: nil))
    }
    // A location that is not there has been told where it is named.
    for (location, span) in keeper.locations ?? [] where estate.hasLocation(location) {
      guard let vendor = estate.vendor(ofLocation: location) else { continue }
      func add(_ kind: Fault.Kind, _ thing: String, _ refusal: Policy.Refusal?) {
        faults.append(
          Fault(kind: kind, thing: thing, span: span, refusal: refusal, vendor: vendor))
      }
      if let refusal = locations?.refusal(ofLocation: location) {
        add(.location, location, refusal)
      }
      if let refusal = vendors?.refusal(of: vendor.name) { add(.vendor, vendor.name, refusal) }
      guard let clouds else { continue }
      if let cloud = vendor.cloud {
        if let refusal = clouds.refusal(of: cloud) { add(.cloud, cloud, refusal) }
      } else {
        add(.cloudless, vendor.name, nil)
      }
    }
    for (type, span) in keeper.storage {
      if let refusal = storage?.refusal(of: type) {
        faults.append(Fault(kind: .storage, thing: type, span: span, refusal: refusal))
      }
    }
    if let platform = keeper.platform, let refusal = platforms?.refusal(of: platform) {
      faults.append(
        Fault(kind: .platform, thing: platform, span: keeper.span, refusal: refusal))
    }
    return faults
  }
}
