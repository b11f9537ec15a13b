import CairoAIR
import CairoVerifying
import CairoWitness
import Testing

/// The sizes of tables that are told before a trace is made are those of the trace.
struct TableSizesTests {
    @Test(arguments: GoldenRun.all)
    func `the sizes are those that the reference prover claims`(_ run: GoldenRun) throws {
        let sizes = try TableSizes(run.input(), variant: .canonicalSmall)
        let claim = try run.proof().claim
        #expect(sizes.tables.map(\.kind) == claim.instances.map(\.kind))
        #expect(sizes.tables.map(\.logSize) == claim.instances.map(\.logSize))
    }

    @Test func `what the preprocessed trace does not number is refused`() throws {
        var input = try #require(GoldenRun.all.first).input()
        input.memory.addressToId += [UInt32](repeating: RunMemory.hole, count: 1 << 24)
        #expect(throws: WitnessError.tableTooLarge(.memoryAddressToId)) {
            try TableSizes(input, variant: .canonicalSmall)
        }
        #expect(throws: Never.self) { try TableSizes(input, variant: .canonicalWithoutPedersen) }
    }

    @Test func `a segment outside of the memory is refused`() throws {
        var input = try #require(GoldenRun.all.first).input()
        let end = UInt32(input.memory.addressToId.count)
        input.segments[PublicSegment.rangeCheck.rawValue] = .init(begin: end - 8, stop: end + 8)
        #expect(throws: WitnessError.builtinSegment(.rangeCheckBuiltin)) {
            try TableSizes(input, variant: .canonicalSmall)
        }
    }
}
