import BlockPrograms
import CasmFiles
import CasmModel
import DemoChains
import Determinism
import FiniteFields
import Foundation
import HashFunctions
import StarknetFixtures
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

@testable import ProtocolRules

/// The load that the proving budget counts bounds what the machine counts.
struct ProvingLoadTests {
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    /// A class of the compiler's data set: all its library functions are in one of them.
    private static func sets() throws -> [(name: String, casm: CasmClass, calls: RandomCalldata)] {
        let folder = try #require(VectorFiles.find("sierra/v2_19"))
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".sierra.json") }
            .sorted().map { file in
                let json = try object(
                    JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent(file))))
                let name = String(file.dropLast(".sierra.json".count))
                let casm = try ClassFiles.load(folder.appendingPathComponent(name + ".casm.json"))
                return (name, casm, try RandomCalldata(abi: json["abi"]))
            }
    }

    @Test func `random calls of every class take no more than their load`() throws {
        var chain = try LoadChain()
        let sets = try Self.sets()
        for (index, set) in sets.enumerated() { try chain.add(set.casm, at: 0x5000 + UInt64(index)) }
        var random = SplitMix64(seed: 21), frames = 0, aborted = 0, reverted = 0, rejected: [String] = []
        var worst = (steps: 0.0, cells: 0.0)
        for _ in 0..<(Self.isLong ? 400 : 25) {
            let executor = try chain.executor()
            for nonce in 0..<UInt64(12) {
                var calls: [(to: UInt64, selector: Felt252, arguments: [Felt252])] = []
                for _ in 0..<random.number(in: 1...3) {
                    let index = random.number(in: 0...sets.count - 1), set = sets[index]
                    guard let function = set.calls.functions.randomElement(using: &random) else { continue }
                    calls.append(
                        (
                            0x5000 + UInt64(index), StarknetKeccak.selector(function.name),
                            set.calls.arguments(function.inputs, &random)
                        ))
                }
                // Nobody is there: an abort, and the void behind it.
                if random.chance(percent: 10) { calls.append((0x4fff, .one, [])) }
                let gas = UInt64(random.number(in: 1...90)) * 1_000_000 / (random.chance(percent: 50) ? 30 : 1)
                let transaction = try chain.invoke(nonce: nonce, gas: gas, calls)
                let executed: ExecutedTransaction
                do throws(ExecutionFailure) {
                    executed = try executor.execute(
                        transaction,
                        options: ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false))
                } catch {
                    rejected.append("\(error)")
                    continue
                }
                if executed.abort != nil { aborted += 1 }
                if executed.receipt.status.isReverted { reverted += 1 }
                for frame in executed.recording.frames {
                    // The return of the entry point's function is not paid for.
                    #expect((frame.steps - 1) * 100 <= frame.machineGas, "\(frame.classHash)")
                    worst.steps = max(worst.steps, Double((frame.steps - 1) * 100) / Double(frame.machineGas))
                    frames += 1
                }
            }
            let load = executor.provingLoad, measured = try chain.measure(executor)
            #expect(measured.steps <= load.steps && measured.cells <= load.cells)
            worst.cells = max(worst.cells, Double(measured.cells) / Double(load.cells))
            print("steps", measured.steps, load.steps, "cells", measured.cells, load.cells, load)
        }
        print("frames", frames, "aborted", aborted, "reverted", reverted, "worst", worst, rejected.count, rejected.first ?? "")
        #expect(frames > 500 && aborted > 10 && reverted > 50)
    }

    /// What a case is called, what was counted, and what was bounded.
    private struct Row {
        var name: String, measured: LoadChain.Measure, load: ProvingLoad
        var line: String {
            let ratio = { (bound: UInt64, real: UInt64) in String(format: "%.2f", Double(bound) / Double(real)) }
            return "| \(name) | \(measured.steps) | \(load.steps) | \(ratio(load.steps, measured.steps)) "
                + "| \(measured.cells) | \(load.cells) | \(ratio(load.cells, measured.cells)) "
                + "| \(load.dataFelts) | \(load.places) |"
        }
    }

    @Test func `what uses up the gas of a transaction in one way takes no more than its load`() throws {
        var chain = try LoadChain(), names: [String: UInt64] = [:]
        for (index, set) in try Self.sets().enumerated() {
            names[set.name] = 0x5000 + UInt64(index)
            try chain.add(set.casm, at: 0x5000 + UInt64(index))
        }
        for power in 1...4 {
            try chain.add(try WastefulContract.compile(.holes(power)), at: 0x4000 + UInt64(power))
        }
        try chain.add(try WastefulContract.compile(.products(300)), at: 0x4010)
        try chain.add(try WastefulContract.compile(.products(300), reserving: 80_000_000), at: 0x4011)
        try chain.add(try WastefulContract.compile(.holes(4), reserving: 80_000_000), at: 0x4012)
        let fibonacci = GenesisConfiguration.fibonacciAddress.felt
        var rows: [Row] = []
        func add(_ name: String, times: Int = 1, gas: UInt64 = ProvingBudget.transactionGasMax, _ call: (LoadChain, UInt64) throws -> Transaction) throws {
            let executor = try chain.executor()
            let start = ContinuousClock.now
            for nonce in 0..<UInt64(times) {
                let executed = try executor.execute(try call(chain, nonce))
                if times == 1 { 
                    if case .reverted(let reason) = executed.receipt.status { print(name, executed.receipt.gas.l2Gas, String(decoding: reason, as: UTF8.self)) } }
            }
            let done = ContinuousClock.now
            let row = Row(name: name, measured: try chain.measure(executor), load: executor.provingLoad)
            print(row.line, row.load.builtins, row.load.machineGas, done - start)
            #expect(row.measured.steps <= row.load.steps && row.measured.cells <= row.load.cells)
            rows.append(row)
        }
        for power in 1...4 {
            try add("holes of 8^\(power)") {
                try $0.invoke(nonce: $1, gas: 90_000_000, [(0x4000 + UInt64(power), WastefulContract.selector, [])])
            }
        }
        try add("products") {
            try $0.invoke(nonce: $1, gas: 90_000_000, [(0x4010, WastefulContract.selector, [])])
        }
        for number in 0x4011...0x4012 as ClosedRange<UInt64> {
            try add("void \(number)") {
                try $0.invoke(nonce: $1, gas: 90_000_000, [(number, WastefulContract.selector, [])])
            }
        }
        try add("loop") { try $0.demo.invoke(0, nonce: $1, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [60_000], gas: 100_000_000) }
        try add("600 transfers", times: 500) { try $0.demo.invoke(0, nonce: $1, .strk, "transfer", [0x1000 + Felt252($1), 1, 0], gas: 10_000_000) }
        _ = fibonacci
    }
}
