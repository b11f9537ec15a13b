import BlockProving
import BlockPrograms
import CairoVerifying
import DemoChains
import FiniteFields
import Foundation
import ProtocolRules
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// Blocks that use up the proving budget are proven, whatever they use it up with. All but the first take minutes and many
/// gigabytes, and come with `STARLING_LONG`.
@Suite(.serialized) struct FullBlockTests {
    private static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    /// What blocks are filled with.
    enum Filling: CaseIterable {
        case holes, products, sums
        /// As many transfers as a block may hold, signatures and hashes, and large values in what is left.
        case transfersAndProducts

        var waste: WastefulContract.Waste {
            switch self {
            case .holes: .holes(4)
            case .products, .transfersAndProducts: .products(300)
            case .sums: .sums(300)
            }
        }
    }

    /// Fills the rest of a block with transactions, each smaller than the one before once it does not fit.
    private func fill(_ executor: BlockExecutor, _ chain: LoadChain) throws {
        var gas: UInt64 = 98_000_000, nonce = UInt64(executor.transactions.count)
        while gas > 1_000_000 {
            let transaction = try chain.invoke(nonce: nonce, gas: gas, [(0x4000, WastefulContract.selector, [])])
            do throws(ExecutionFailure) {
                _ = try executor.execute(transaction)
                nonce += 1
            } catch {
                guard error == .rejected(.noRoomToProve(.cells)) else { throw error }
                gas -= gas / 16
            }
        }
    }

    @Test(arguments: Filling.allCases.prefix(isLong ? 4 : 1))
    func `a full block is proven`(filling: Filling) throws {
        var chain = try LoadChain()
        try chain.add(try WastefulContract.compile(filling.waste), at: 0x4000)
        let executor = try chain.executor(), demo = chain.demo
        if filling == .transfersAndProducts {
            for nonce in 0..<597 as Range<UInt64> {
                _ = try executor.execute(
                    try demo.invoke(0, nonce: nonce, .strk, "transfer", [0x1000 + Felt252(nonce), 1, 0]))
            }
        }
        try fill(executor, chain)
        let load = executor.provingLoad
        #expect(load.cells > ProvingBudget.cellsMax / 100 * 97)
        let recording = BlockRecording(
            context: RecordedContext(executor.context), transactions: executor.transactions.map(\.recording))
        // Of the state nothing is to be shown here.
        let opening = try demo.executor().finish(tries: demo.tries, roots: demo.genesis.stateUpdate.roots).opening
        let classes = chain.classes
        let proof = try ExecutionProof(of: recording, number: 1, opening: opening, classes: { classes[$0] })
        #expect(proof.steps <= load.steps)
        try CairoVerifier(policy: .productionSmall).verify(proof.cairo)
        print("\(filling): \(executor.transactions.count) transactions, \(proof.steps) steps")
    }
}
