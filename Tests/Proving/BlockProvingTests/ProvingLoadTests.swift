import BlockPrograms
import DemoChains
import Determinism
import FiniteFields
import Foundation
import HashFunctions
import StarknetModel
import Testing
import TransactionExecution

@testable import ProtocolRules

/// The load that the proving budget counts bounds what the machine counts.
@Suite(.serialized) struct ProvingLoadTests {
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil
    private static let options = ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false)
    private var chain: LoadChain
    /// The contracts' addresses, by the names of their classes.
    private var places: [String: UInt64] = [:]
    private let sets: [CompilerSet]

    init() throws {
        chain = try LoadChain()
        let all = try CompilerSet.all()
        sets = all.filter { !$0.calls.functions.isEmpty }
        for (index, set) in all.enumerated() {
            places[set.name] = 0x5000 + UInt64(index)
            try chain.add(set.casm, at: 0x5000 + UInt64(index))
        }
    }

    /// A transaction of some calls with random arguments, and sometimes too little gas, or a call of nobody at its end: an
    /// abort, with the void behind it.
    private func random(_ nonce: UInt64, _ random: inout SplitMix64) throws -> Transaction {
        var calls: [LoadChain.Call] = []
        for _ in 0..<random.number(in: 1...3) {
            let set = sets[random.number(in: 0...sets.count - 1)]
            guard let function = set.calls.functions.randomElement(using: &random), let place = places[set.name] else {
                continue
            }
            let arguments = set.calls.arguments(function.inputs, &random)
            calls.append((place, StarknetKeccak.selector(function.name), arguments))
        }
        if random.chance(percent: 10) { calls.append((WastefulContract.nobody, .one, [])) }
        let gas = UInt64(random.number(in: 1...90)) * 1_000_000 / (random.chance(percent: 50) ? 30 : 1)
        return try chain.invoke(nonce: nonce, gas: gas, calls)
    }

    @Test func `random calls of every class take no more than their load`() throws {
        var random = SplitMix64(seed: 21), frames = 0, aborted = 0, reverted = 0, nearest = 0.0
        for _ in 0..<(Self.isLong ? 400 : 20) {
            let executor = try chain.executor()
            for nonce in 0..<12 as Range<UInt64> {
                let transaction = try self.random(nonce, &random), executed: ExecutedTransaction
                do throws(ExecutionFailure) {
                    executed = try executor.execute(transaction, options: Self.options)
                } catch {
                    // Too little gas for the validation.
                    guard case .rejected(.validationFailed) = error else { throw error }
                    continue
                }
                aborted += executed.abort == nil ? 0 : 1
                reverted += executed.receipt.status.isReverted ? 1 : 0
                for frame in executed.recording.frames {
                    // The return of the entry point's function is not paid for.
                    #expect((frame.steps - 1) * ProvingLoad.gasPerStep <= frame.machineGas, "\(frame.classHash)")
                    frames += 1
                }
            }
            let load = executor.provingLoad, measured = try chain.measure(executor)
            #expect(measured.steps <= load.steps && measured.cells <= load.cells)
            nearest = max(nearest, Double(measured.cells) / Double(load.cells))
        }
        print(
            "frames: \(frames), aborted: \(aborted), reverted: \(reverted), nearest to the bound of cells: \(nearest)")
        #expect(frames > 500 && aborted > 10 && reverted > 50)
    }

    /// One way to use up what a transaction may use, or a block of small ones.
    private struct Way {
        var name: String
        var count: UInt64 = 1
        var transaction: (LoadChain, UInt64) throws -> Transaction

        init(_ name: String, count: UInt64 = 1, _ transaction: @escaping (LoadChain, UInt64) throws -> Transaction) {
            self.name = name
            self.count = count
            self.transaction = transaction
        }

        /// Calls of one function.
        init(_ name: String, gas: UInt64 = 90_000_000, _ calls: [LoadChain.Call]) {
            self.init(name) { try $0.invoke(nonce: $1, gas: gas, calls) }
        }
    }

    private func ways() throws -> [Way] {
        func place(_ name: String) throws -> UInt64 { try #require(places[name]) }
        func call(_ name: String, _ function: String, _ arguments: [Felt252]) throws -> LoadChain.Call {
            (try place(name), StarknetKeccak.selector(function), arguments)
        }
        func span(_ count: UInt64, _ value: (UInt64) -> UInt64) -> [Felt252] {
            [Felt252(count)] + (0..<count).map { Felt252(value($0)) }
        }
        let small = try call("execution_info", "caller", [])
        return [
            Way("a loop with range checks") {
                try $0.demo.invoke(0, nonce: $1, GenesisConfiguration.fibonacciAddress, "compute_fibonacci", [50_000])
            },
            Way("Pedersen hashes", [try call("hash_algebraic", "pedersen_chain", span(4_900) { $0 + 3 })]),
            Way("a dictionary of 1,600 keys", [try call("boxed_matches", "entries", span(1_600) { $0 * $0 })]),
            Way("recursion, arrays in memory", [try call("recursion", "hanoi", [13])]),
            Way("recursion, numbers", [try call("recursion", "ackermann", [2, 120])]),
            Way(
                "writes of 250 cells", gas: 100_000_000,
                try (0..<250 as Range<UInt64>).map { try call("storage_maps", "put", [Felt252($0), 7, 0]) }),
            Way("600 calls of next to nothing", [LoadChain.Call](repeating: small, count: 600)),
            Way("500 transfers", count: 500) {
                try $0.demo.invoke(0, nonce: $1, .strk, "transfer", [0x1000 + Felt252($1), 1, 0], gas: 10_000_000)
            },
        ]
    }

    @Test func `what uses up a transaction's gas takes no more than its load, whatever it does with it`() throws {
        let wastes: [(String, WastefulContract.Waste)] = [
            ("8 cells that nothing fills a turn", .holes(1)), ("64 cells that nothing fills a turn", .holes(2)),
            ("4,096 cells that nothing fills a turn", .holes(4)), ("large values", .products(300)),
            ("small values", .sums(300)),
        ]
        var chain = chain, ways: [Way] = []
        for (index, (name, waste)) in wastes.enumerated() {
            for (base, reserving, suffix) in [(0x4000, nil, ""), (0x4800, 80_000_000, ", in the void")]
                as [(UInt64, UInt64?, String)]
            {
                try chain.add(try WastefulContract.compile(waste, reserving: reserving), at: base + UInt64(index))
                ways.append(Way(name + suffix, [(base + UInt64(index), WastefulContract.selector, [])]))
            }
        }
        for way in ways + (try self.ways()) {
            let executor = try chain.executor()
            for nonce in 0..<way.count { _ = try executor.execute(try way.transaction(chain, nonce)) }
            let load = executor.provingLoad, measured = try chain.measure(executor)
            #expect(measured.steps <= load.steps && measured.cells <= load.cells, "\(way.name)")
            #expect(load.steps > 50_000 || measured.cells > 50_000, "\(way.name) is next to nothing")
            func quotient(_ bound: UInt64, _ real: UInt64) -> String {
                String(format: "%.2f", Double(bound) / Double(real))
            }
            print(
                "| \(way.name) | \(measured.steps) | \(load.steps) | \(quotient(load.steps, measured.steps)) "
                    + "| \(measured.cells) | \(load.cells) | \(quotient(load.cells, measured.cells)) |")
        }
    }
}
