import FiniteFields
import Testing

@testable import BlockVerifying

/// Every way out of the program is refused.
struct ProgramViewTests {
    private let cells = (1...4 as ClosedRange<UInt64>).map { Felt252($0) }

    private func failure<Value>(
        _ body: (inout ProgramView) throws(ReplayFailure) -> Value
    ) -> ReplayFailure? {
        var view = ProgramView(cells: cells)
        do throws(ReplayFailure) {
            _ = try body(&view)
            return nil
        } catch { return error }
    }

    @Test func `cells outside the program`() {
        for offset in [-1, 4, .max, .min] {
            #expect(failure { (view) throws(ReplayFailure) in try view.cell(offset) } == .pointer)
        }
        #expect(failure { (view) throws(ReplayFailure) in try view.cell(3) } == nil)
    }

    @Test func `pointers to no cell`() {
        for pointer in [Felt252.zero, Felt252(6), Felt252(UInt64.max), -Felt252.one] {
            #expect(failure { (view) throws(ReplayFailure) in try view.offset(pointer) } == .pointer)
        }
        // The end of the last array is one behind the program.
        #expect(failure { (view) throws(ReplayFailure) in try view.offset(Felt252(5)) } == nil)
    }

    @Test func `arrays outside the program`() {
        for (offset, count) in [(0, -1), (-1, 1), (5, 0), (4, 1), (1, 4), (0, .max), (.max, .max)] {
            #expect(failure { (view) throws(ReplayFailure) in try view.array(offset, count: count) } == .pointer)
        }
        #expect(failure { (view) throws(ReplayFailure) in try view.array(4, count: 0) } == nil)
        let (late, early) = (Felt252(3), Felt252(2))
        #expect(failure { (view) throws(ReplayFailure) in try view.array(from: late, to: early) } == .pointer)
    }

    @Test func `the same array again and again`() {
        let all = { (view: inout ProgramView) throws(ReplayFailure) in
            for _ in 0..<14_000 { _ = try view.array(0, count: 4) }
        }
        #expect(failure(all) == .work)
    }
}
