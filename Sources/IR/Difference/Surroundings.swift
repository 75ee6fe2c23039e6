public import Model

extension Model {
  /// What decides how platforms run some stores, by names: what feeds them and is made of them, who reads all
  /// that, and the stores in it. A part of the model with these is lowered as the whole would be there, given
  /// what each platform runs.
  public func surroundings(ofStores names: Set<String>) -> (
    stores: Set<String>, workspaces: Set<String>
  ) {
    guard let alike = ChangedTeams(self, self) else { return (names, []) }
    let readers = Readers(self, self, alike)
    var stores = names
    readers.close(&stores)
    return (stores, readers.names(of: stores))
  }
}
