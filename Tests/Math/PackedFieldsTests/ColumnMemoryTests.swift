import Determinism
import FiniteFields
import Foundation
import PackedFields
import Testing

/// Areas are powers of two that are halved and joined again; nothing overlaps, and all of it goes back. Other tests use the
/// same memory at the same time, so that the sizes here are larger than theirs, and nothing of them is touched.
@Suite(.serialized) struct ColumnMemoryTests {
    private static let gigabyte = 1 << 30

    @Test func `a released area serves the next request of its size`() {
        let area = ColumnMemory.allocate(bytes: 2 * Self.gigabyte)
        ColumnMemory.release(area, bytes: 2 * Self.gigabyte)
        let again = ColumnMemory.allocate(bytes: 2 * Self.gigabyte)
        #expect(area == again)
        ColumnMemory.release(again, bytes: 2 * Self.gigabyte)
        ColumnMemory.trim()
    }

    @Test func `a released area serves its parts, and released parts the whole`() {
        let bytes = 8 * Self.gigabyte
        let whole = ColumnMemory.allocate(bytes: bytes)
        ColumnMemory.release(whole, bytes: bytes)
        let halves = (0..<2).map { _ in ColumnMemory.allocate(bytes: bytes / 2) }
        #expect(Set(halves) == [whole, whole + bytes / 2])
        for half in halves { ColumnMemory.release(half, bytes: bytes / 2) }
        let again = ColumnMemory.allocate(bytes: bytes)
        #expect(again == whole)
        ColumnMemory.release(again, bytes: bytes)
        ColumnMemory.trim()
    }

    @Test func `areas never overlap, whatever is taken and released`() {
        var random = SplitMix64(seed: 1)
        var live: [(area: UnsafeMutableRawPointer, bytes: Int, mark: UInt64)] = []
        for number in 0..<20_000 {
            if live.count < 200, random.next() % 5 < 3 {
                let bytes = 1 << (18 + Int(random.next() % 8))
                let area = ColumnMemory.allocate(bytes: bytes)
                #expect(UInt(bitPattern: area) % 64 == 0)
                live.append((area, bytes, UInt64(number)))
                // Both ends are marked.
                area.storeBytes(of: UInt64(number), as: UInt64.self)
                (area + bytes - 8).storeBytes(of: UInt64(number), as: UInt64.self)
            } else if !live.isEmpty {
                let taken = live.remove(at: Int(random.next() % UInt64(live.count)))
                #expect(taken.area.load(as: UInt64.self) == taken.mark)
                #expect((taken.area + taken.bytes - 8).load(as: UInt64.self) == taken.mark)
                ColumnMemory.release(taken.area, bytes: taken.bytes)
            }
            if number % 4_000 == 0 { ColumnMemory.trim() }
        }
        for taken in live { ColumnMemory.release(taken.area, bytes: taken.bytes) }
        ColumnMemory.trim()
    }

    @Test func `free columns are counted and given back`() {
        let bytes = 4 * Self.gigabyte, before = ColumnMemory.use
        let area = ColumnMemory.allocate(bytes: bytes)
        #expect(ColumnMemory.use.live >= bytes && ColumnMemory.use.peak >= bytes)
        ColumnMemory.release(area, bytes: bytes)
        #expect(ColumnMemory.use.kept >= bytes && ColumnMemory.use.live < before.live + bytes)
        ColumnMemory.trim()
        #expect(ColumnMemory.use.kept < bytes)
    }

    @Test func `a column comes back from its file as it was`() throws {
        let file = try #require(ColumnFile(folder: FileManager.default.temporaryDirectory.path))
        var random = SplitMix64(seed: 2)
        let columns = [4, 0, 10, 18].map { logSize in PackedColumn((0..<1 << logSize).map { _ in random.base() }) }
        let places = columns.map { file.append($0) }
        for (column, place) in zip(columns, places).reversed() {
            #expect(place.logSize == column.logSize && place.read().array == column.array)
        }
        #expect(!file.hasFailed)
        #expect(ColumnFile(folder: "/nonexistent") == nil)
    }

    @Test func `a part of a column is read at its places`() {
        let whole = PackedColumn((0..<256).map { M31(canonical: $0) })
        let part = ColumnPart(PackedColumn((64..<128).map { M31(canonical: $0) }), number: 1)
        #expect(part.vectors == 4..<8)
        for vector in part.vectors { #expect(part.base[vector].lanes == ColumnPart(whole: whole).base[vector].lanes) }
    }
}
