import CairoAIR
import CairoVerifying
import CairoWitness
import FiniteFields
import Testing

/// More values than a table of the small preprocessed trace has rows for.
struct ManyValuesTests {
    /// A run that holds so many more values, which it does not use.
    private func input(large: Int, small: Int) throws -> ProverInput {
        var input = try GoldenRun(name: "fib_1k").input()
        let largeCount = input.memory.bigCount, smallCount = input.memory.smallCount
        for number in 0..<UInt32(large) {
            input.memory.addressToId.append(RunMemory.bigIdBase + UInt32(largeCount) + number)
            input.memory.bigWords += [number, 0, 0, 0, 0, 0, 1, 7]
        }
        for number in 0..<UInt32(small) {
            input.memory.addressToId.append(UInt32(smallCount) + number)
            input.memory.smallWords += [number, 1, 200]
        }
        return input
    }

    @Test func `large values go into several parts of their table`() throws {
        let rows = 1 << 20
        let trace = try TraceGenerator.generate(try input(large: rows + 5, small: 0), variant: .canonicalSmall)
        let parts = trace.tables.filter { $0.kind == .memoryIdToBig }
        #expect(parts.map(\.logSize).first == 20 && parts.count == 2)
        #expect(trace.claim[.memoryIdToBig] == parts.map(\.logSize))
        #expect(parts.map(\.parameter) == [M31(canonical: 0), M31(canonical: 1 << 20)])
    }

    @Test func `there is one table for small values`() throws {
        #expect(throws: WitnessError.tableTooLarge(.memoryIdToSmall)) {
            try TraceGenerator.generate(try input(large: 0, small: 1 << 20), variant: .canonicalSmall)
        }
    }
}
