import BlockPrograms
import CNative
import NativeLayout
import SierraModel
import Testing

/// Where generated code and the runtime look for the same things.
struct LayoutTests {
    @Test func `the context is where generated code looks for it`() {
        func offset(_ path: PartialKeyPath<NativeContext>) -> Int? { MemoryLayout<NativeContext>.offset(of: path) }
        #expect(offset(\.gas) == ContextLayout.gas)
        #expect(offset(\.range_check) == ContextLayout.rangeCheck)
        #expect(offset(\.pedersen) == ContextLayout.pedersen)
        #expect(offset(\.bitwise) == ContextLayout.bitwise)
        #expect(offset(\.ec_op) == ContextLayout.ecOp)
        #expect(offset(\.poseidon) == ContextLayout.poseidon)
        #expect(offset(\.segment_arena) == ContextLayout.segmentArena)
        #expect(offset(\.arena_top) == ContextLayout.arenaTop)
        #expect(offset(\.arena_end) == ContextLayout.arenaEnd)
        #expect(offset(\.table) == ContextLayout.table)
        #expect(offset(\.stack_limit) == ContextLayout.stackLimit)
        #expect(offset(\.costs) == ContextLayout.costs)
        #expect(offset(\.handlers) == ContextLayout.size)
    }

    @Test func `the runtime's functions stand where generated code looks for them`() {
        func offset(_ path: PartialKeyPath<NativeTable>) -> Int? { MemoryLayout<NativeTable>.offset(of: path) }
        #expect(offset(\.system_call) == RuntimeFunction.systemCall.offset)
        #expect(offset(\.pedersen) == RuntimeFunction.pedersen.offset)
        #expect(offset(\.hades) == RuntimeFunction.hades.offset)
        #expect(offset(\.curve) == RuntimeFunction.curve.offset)
        #expect(offset(\.divide_felts) == RuntimeFunction.divideFelts.offset)
        #expect(offset(\.rare) == RuntimeFunction.rare.offset)
        #expect(offset(\.abort) == RuntimeFunction.abort.offset)
        #expect(offset(\.more_memory) == RuntimeFunction.moreMemory.offset)
        #expect(offset(\.multiply_felts) == RuntimeFunction.multiplyFelts.offset)
        #expect(offset(\.multiply_felt_by_small) == RuntimeFunction.multiplyFeltBySmall.offset)
        #expect(offset(\.blake) == RuntimeFunction.blake.offset)
        #expect(MemoryLayout<NativeTable>.size == 8 * RuntimeFunction.allCases.count)
    }

    @Test func `members of a tuple lie as elements of an array`() {
        let members = [
            ValueLayout(cells: [.integer(8), .integer(64), .integer(8)]), ValueLayout(.integer(32)), ValueLayout(.felt),
        ]
        for member in members {
            for count in 1...4 {
                let tuple = ValueLayout(members: [ValueLayout](repeating: member, count: count))
                #expect(tuple.size == count * member.size)
                let expected = (0..<count).flatMap { index in member.offsets.map { index * member.size + $0 } }
                #expect(tuple.offsets == expected)
            }
        }
        let mixed = ValueLayout(members: [
            ValueLayout(.integer(8)), ValueLayout(cells: [.integer(16), .felt]), ValueLayout(),
        ])
        #expect(mixed.offsets == [0, 8, 16] && mixed.size == 48 && mixed.alignment == 8)
    }

    @Test func `the narrowest integer that holds a range is taken`() {
        let half = 128
        #expect(TypeLayouts.integer(.init(0, to: 256)) == .integer(8))
        #expect(TypeLayouts.integer(.init(0, to: 257)) == .integer(16))
        #expect(TypeLayouts.integer(.init(.init(-half), to: .init(half))) == .integer(8))
        #expect(TypeLayouts.integer(.init(.init(-half), to: .init(half + 1))) == .integer(16))
        #expect(TypeLayouts.integer(.init(.init(-half - 1), to: 0)) == .integer(16))
        #expect(TypeLayouts.integer(.init(0, to: .powerOfTwo(128))) == .integer(128))
        #expect(TypeLayouts.integer(.init(0, to: .powerOfTwo(128) + 1)) == .felt)
    }

    @Test func `items of requests have their places`() {
        let layout = ExchangeLayout([.felt, .array, .handle, .felt])
        #expect(layout.offsets == [0, 32, 48, 56] && layout.size == 88)
        #expect(ExecutionInfoLayout.bound.size == 56)
        #expect(ExecutionInfoLayout.call.offsets == [0, 8, 16, 48, 80])
    }
}
