import BlockProving
import BlockPrograms
import CairoVerifying
import CairoWitness
import DemoChains
import Foundation
import ProtocolRules
import StateTries
import Testing
import TransactionExecution

/// Blocks that use up the proving budget are proven, whatever they use it up with; minutes, and many gigabytes.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["STARLING_LONG"] != nil))
struct FullBlockTests {
    /// Fills a block with transactions of one kind, each smaller than the one before once it does not fit.
    private func fill(_ executor: BlockExecutor, _ chain: LoadChain, _ address: UInt64) throws {
        var gas: UInt64 = 98_000_000, nonce: UInt64 = 0
        while gas > 1_000_000 {
            let transaction = try chain.invoke(nonce: nonce, gas: gas, [(address, WastefulContract.selector, [])])
            do throws(ExecutionFailure) {
                _ = try executor.execute(transaction)
                nonce += 1
            } catch {
                guard error == .rejected(.noRoomToProve(.cells)) else { throw error }
                gas -= gas / 16
            }
        }
    }

    @Test(arguments: [0x4004, 0x4010, 0x4020] as [UInt64])
    func `a full block is proven`(address: UInt64) throws {
        var chain = try LoadChain()
        try chain.add(try WastefulContract.compile(.holes(4)), at: 0x4004)
        try chain.add(try WastefulContract.compile(.products(300)), at: 0x4010)
        try chain.add(try WastefulContract.compile(.sums(300)), at: 0x4020)
        let executor = try chain.executor()
        try fill(executor, chain, address)
        let load = executor.provingLoad
        #expect(load.cells > ProvingBudget.cellsMax / 100 * 97)
        let recording = BlockRecording(
            context: RecordedContext(executor.context), transactions: executor.transactions.map(\.recording))
        let classes = chain.classes, start = ContinuousClock.now
        // Of the state nothing is to be shown here.
        let demo = chain.demo
        let opening = try demo.executor().finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots).opening
        let proof = try ExecutionProof(of: recording, number: 1, opening: opening, classes: { classes[$0] })
        let seconds = ContinuousClock.now - start
        #expect(proof.steps <= load.steps)
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        print("full block", address, proof.steps, "of", load.steps, "steps;", seconds, peak)
        try CairoVerifier(policy: .productionSmall).verify(proof.cairo)
    }
}
