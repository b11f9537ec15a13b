import BlockProduction
import Testing

/// What keeps values by their bytes and not by their number.
struct ByteBoundedTableTests {
    @Test func `the first that came makes room, as often as it needs`() {
        var table = ByteBoundedTable<Int, String>()
        for key in 0..<4 { table.add("small", as: key, bytes: 25, bytesMax: 100) }
        #expect(table.count == 4 && table.byteCount == 100)
        table.add("larger", as: 4, bytes: 40, bytesMax: 100)
        #expect(table[0] == nil && table[1] == nil && table[2] == "small" && table[4] == "larger")
        #expect(table.byteCount == 90)
    }

    @Test func `one that is larger than the whole is kept alone`() {
        var table = ByteBoundedTable<Int, String>()
        table.add("small", as: 0, bytes: 10, bytesMax: 100)
        table.add("huge", as: 1, bytes: 1_000, bytesMax: 100)
        #expect(table.count == 1 && table[1] == "huge" && table.byteCount == 1_000)
        table.add("small", as: 2, bytes: 10, bytesMax: 100)
        #expect(table.count == 1 && table[2] == "small" && table.byteCount == 10)
    }

    @Test func `the same key is counted once`() {
        var table = ByteBoundedTable<Int, Int>()
        for value in 0..<50 { table.add(value, as: 7, bytes: 30, bytesMax: 100) }
        #expect(table.count == 1 && table[7] == 49 && table.byteCount == 30)
    }
}
