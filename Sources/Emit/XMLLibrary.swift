internal import CXML2

/// libxml2, loaded when XML is first written.
public enum XMLLibrary {
  private struct Loaded: @unchecked Sendable {
    var xml = dsgen_xml()
    var problem: String?
  }

  private static let loaded: Loaded = {
    var loaded = Loaded()
    loaded.problem = dsgen_xml_load(&loaded.xml).map { String(cString: $0) }
    return loaded
  }()

  /// Why it cannot be used; nil: it can.
  public static var problem: String? { loaded.problem }

  /// Its functions.
  static var xml: dsgen_xml { loaded.xml }
}
