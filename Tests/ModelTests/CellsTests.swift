import Model
import Testing

/// Cells keep their numbers and their runs, however they were put together.
@Suite struct CellsTests {
  private func run(_ count: Int, from value: Int) -> ArraySlice<Cell> {
    (0..<count).map {
      Cell(field: 0, form: .text, value: UInt32(value + $0), start: 0, end: 0)
    }[...]
  }

  private func values(_ cells: Cells, _ first: Int, _ count: Int) -> [UInt32] {
    cells[first..<(first + count)].map(\.value)
  }

  @Test func runsLieSideBySide() {
    var cells = Cells()
    var firsts: [(Int, Int, Int)] = []
    var value = 0
    // Small ones, one longer than a piece, and the end of a piece between.
    for count in [3, 65_530, 10, 0, 200_000, 1, 65_536, 7] {
      firsts.append((cells.append(run(count, from: value)), count, value))
      value += count
    }
    for (first, count, value) in firsts {
      #expect(
        values(cells, first, count).elementsEqual((value..<(value + count)).map { UInt32($0) }))
      for offset in [0, count / 2, count - 1] where count > 0 && offset >= 0 {
        #expect(cells[first + offset].value == UInt32(value + offset))
      }
    }
  }

  @Test func anotherIsTakenOverWithoutACopy() {
    var one = Cells()
    var two = Cells()
    let a = one.append(run(5, from: 0))
    let b = two.append(run(5, from: 100))
    let shift = one.take(two)
    two = Cells()
    one.change(from: shift) { $0.value += 1000 }
    #expect(values(one, a, 5) == [0, 1, 2, 3, 4])
    #expect(values(one, b + shift, 5) == [1100, 1101, 1102, 1103, 1104])
    let c = one.append(run(2, from: 7))
    #expect(values(one, c, 2) == [7, 8])
    var empty = Cells()
    #expect(empty.take(Cells()) == 0)
  }

  @Test func aCopyIsACopy() {
    var one = Cells()
    let first = one.append(run(3, from: 0))
    var two = one
    two.replace(from: first, with: run(3, from: 50))
    let added = one.append(run(1, from: 9))
    #expect(values(one, first, 3) == [0, 1, 2])
    #expect(values(one, added, 1) == [9])
    #expect(values(two, first, 3) == [50, 51, 52])
  }

  @Test func thereMayBeNone() {
    let cells = Cells()
    #expect(cells[0..<0].isEmpty)
    #expect(cells[65_536..<65_536].isEmpty)
  }
}
