import CasmModel
import FiniteFields
import Testing

/// Each reason for which a class is refused.
struct CasmClassErrorTests {
    static func make(
        code: Int = 4, lengths: BytecodeSegments? = nil, hints: [PositionedHints] = [], entries: [CasmEntryPoint] = []
    ) throws -> CasmClass {
        try CasmClass(
            compilerVersion: "2.0.0", bytecode: .init(repeating: 1, count: code), segmentLengths: lengths,
            hints: hints, entryPoints: EntryPoints(external: entries, l1Handler: [], constructor: []))
    }

    static func entry(_ selector: Felt252, offset: Int = 0, _ builtins: [Builtin] = []) -> CasmEntryPoint {
        CasmEntryPoint(selector: selector, offset: offset, builtins: builtins)
    }

    @Test func `code and its segments`() throws {
        _ = try Self.make(lengths: .node([.leaf(1), .leaf(3)]), entries: [Self.entry(1), Self.entry(2, offset: 3)])
        #expect(throws: CasmClassError.bytecodeSize) { try Self.make(code: CasmClass.bytecodeMax + 1) }
        #expect(throws: CasmClassError.segmentLengths) { try Self.make(lengths: .node([.leaf(1), .leaf(2)])) }
        let deep = (0...CasmClass.segmentDepthMax).reduce(BytecodeSegments.leaf(4)) { inner, _ in .node([inner]) }
        #expect(throws: CasmClassError.segmentLengths) { try Self.make(lengths: deep) }
    }

    @Test func `entry points`() {
        #expect(throws: CasmClassError.entryPointOffset) { try Self.make(entries: [Self.entry(1, offset: 4)]) }
        for selectors in [(1, 1), (2, 1)] as [(Felt252, Felt252)] {
            #expect(throws: CasmClassError.entryPointOrder) {
                try Self.make(entries: [Self.entry(selectors.0), Self.entry(selectors.1)])
            }
        }
        for list in [[Builtin.rangeCheck, .pedersen], [.pedersen, .pedersen]] {
            #expect(throws: CasmClassError.builtinOrder) { try Self.make(entries: [Self.entry(1, list)]) }
        }
        #expect(throws: CasmClassError.unknownBuiltin) { try Self.make(entries: [Self.entry(1, [.output])]) }
    }

    @Test func `positions of hints`() {
        let hint = Hint.allocSegment(dst: CellReference(.ap, 0))
        func at(_ positions: [Int], count: Int = 1) -> [PositionedHints] {
            positions.map { PositionedHints(position: $0, hints: .init(repeating: hint, count: count)) }
        }
        for hints in [at([4]), at([-1]), at([2, 2]), at([0], count: CasmClass.hintsPerPositionMax + 1)] {
            #expect(throws: CasmClassError.hintPosition) { try Self.make(hints: hints) }
        }
    }

    @Test func `names and fields of hints`() throws {
        let cell = HintFields.Field.cell(CellReference(.ap, 0)), constant = HintFields.Field.operand(.immediate(1))
        _ = try Hint(HintFields(name: "AllocSegment", fields: [("dst", cell)]))
        #expect(throws: CasmClassError.unknownHint) { try Hint(HintFields(name: "Alloc", fields: [])) }
        for fields in [[], [("dst", constant)], [("dst", cell), ("more", cell)]]
            as [[(name: String, value: HintFields.Field)]]
        {
            #expect(throws: CasmClassError.hintFields) { try Hint(HintFields(name: "AllocSegment", fields: fields)) }
        }
    }
}
