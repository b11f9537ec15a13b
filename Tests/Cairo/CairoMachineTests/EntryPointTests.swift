import CairoMachine
import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import HashFunctions
import Testing
import VectorFiles

/// Calls of the project's own contracts, results against independent arithmetic.
@Suite struct EntryPointTests {
    static func casm(_ name: String) throws -> CasmClass {
        try ClassFiles.load(VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name).casm.json"))
    }

    static func call(
        _ casm: CasmClass, _ function: String, _ calldata: [Felt252], gas: UInt64 = 1_000_000_000,
        steps: UInt64 = 1_000_000
    ) throws -> EntryPointResult {
        let entry = try #require(casm.entryPoints.find(.external, StarknetKeccak.selector(function)))
        let run = try EntryPointRun(
            CairoProgram(class: casm), entry, calldata: calldata, gas: gas, limits: MachineLimits(steps: steps),
            tracing: true, environment: PlainEnvironment())
        return try run.run()
    }

    @Test func `Fibonacci in the field equals a loop over felts`() throws {
        let casm = try EntryPointTests.casm("Fibonacci")
        for n in [0, 1, 2, 10, 77, 500] as [UInt64] {
            let result = try EntryPointTests.call(casm, "fibonacci", [Felt252(n)])
            var a: Felt252 = 0, b: Felt252 = 1
            for _ in 0..<n { (a, b) = (b, a + b) }
            #expect(!result.failed)
            #expect(result.returnedData == [a])
        }
    }

    @Test func `a call without enough gas panics with the reason and keeps its steps bounded`() throws {
        let casm = try EntryPointTests.casm("Fibonacci")
        let result = try EntryPointTests.call(casm, "fibonacci", [100_000], gas: 100_000)
        #expect(result.failed)
        #expect(result.returnedData == [try #require(Felt252(shortString: "Out of gas"))])
    }

    @Test func `the step limit is an error, not a trap`() throws {
        let casm = try EntryPointTests.casm("Fibonacci")
        #expect(throws: MachineError.stepLimit) {
            _ = try EntryPointTests.call(casm, "fibonacci", [100_000], gas: 1 << 60, steps: 5000)
        }
    }
}
