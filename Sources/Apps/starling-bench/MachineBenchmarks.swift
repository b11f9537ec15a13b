import CairoMachine
import CasmModel
import FiniteFields
import Foundation
import HashFunctions
import JSONCoding
import StarknetJSON

/// The Cairo machine, all checks on. The operation is one step; set-up and memory of a run are part of it.
enum MachineBenchmarks {
    static var all: [Benchmark] {
        [
            loop("VM step: sums, trace", product: false, tracing: true),
            loop("VM step: sums, no trace", product: false, tracing: false),
            loop("VM step: one wide product in four, trace", product: true, tracing: true),
            contract("VM step: Fibonacci contract, trace", "Fibonacci", "fibonacci", 20_000, tracing: true),
            contract("VM step: Fibonacci contract, no trace", "Fibonacci", "fibonacci", 20_000, tracing: false),
        ].compactMap(\.self)
    }

    private static let steps: UInt64 = 1 << 20

    /// An endless loop of two sums, a copy (or a wide product) and a jump, until the step limit.
    private static func loop(_ name: String, product: Bool, tracing: Bool) -> Benchmark {
        let words: [MemoryValue?] = [
            MemoryValue(0x4830_7ffe_7fff_8000 as UInt64),  // [ap] = [ap - 1] + [ap - 2]; ap++
            MemoryValue((product ? 0x4850_7ffe_7fff_8000 : 0x4812_7ffe_7fff_8000) as UInt64),  // · or [ap] = [ap - 2]
            MemoryValue(0x4830_7ffe_7fff_8000 as UInt64),
            MemoryValue(0x0107_8001_7fff_7fff as UInt64), MemoryValue(-Felt252(3 as UInt64)),  // jmp rel -3
        ]
        let program = CairoProgram(words: words, hints: [])
        return Benchmark(name, count: Int(steps)) {
            guard let machine = try? Machine(program: program, limits: MachineLimits(steps: steps), tracing: tracing)
            else { return }
            let start = [MemoryValue(MathBenchmarks.a), MemoryValue(MathBenchmarks.b), MemoryValue(1 as UInt64)]
            try? machine.write(start, at: MachineAddress(segment: 1, offset: 0))
            machine.setRegisters(pc: MachineAddress(segment: 0, offset: 0), ap: 3, fp: 3)
            // The step limit is how this run ends.
            try? machine.run()
            sink = sink + Felt252(machine.steps)
        }
    }

    /// A call of one of our contracts, from the checkout's root: compiled code with gas and range checks.
    private static func contract(
        _ name: String, _ contract: String, _ function: String, _ argument: UInt64, tracing: Bool
    ) -> Benchmark? {
        let path = "Contracts/\(contract)/\(contract).casm.json"
        guard let data = FileManager.default.contents(atPath: path), let document = try? JSONDocument(data),
            let casm = try? CasmClass(json: document.root),
            let entry = casm.entryPoints.find(.external, StarknetKeccak.selector(function))
        else { return nil }
        let program = CairoProgram(class: casm)
        let call = { () -> UInt64 in
            let limits = MachineLimits(steps: 1 << 24)
            guard
                let run = try? EntryPointRun(
                    program, entry, calldata: [Felt252(argument)], gas: 1 << 60, limits: limits, tracing: tracing,
                    environment: PlainEnvironment()), let result = try? run.run(), !result.failed
            else { return 0 }
            return result.steps
        }
        let count = call()
        guard count > 0 else { return nil }
        return Benchmark(name, count: Int(count)) { sink = sink + Felt252(call()) }
    }
}
