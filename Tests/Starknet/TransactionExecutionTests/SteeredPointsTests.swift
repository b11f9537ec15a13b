import BlockPrograms
import DemoChains
import EllipticCurves
import FiniteFields
import HashFunctions
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution

/// Whoever signs cannot choose what the machine's sums of points begin with.
struct SteeredPointsTests {
    /// Where the machine began sums without a seed, a signature with this r met the beginning and ended the execution.
    @Test func `a signature of the first point is invalid, not an end of the execution`() throws {
        let demo = try DemoChain()
        let first = ArbitraryPoints.point(0, seed: nil).x, second = ArbitraryPoints.point(1, seed: nil).x
        for r in [first, second] {
            let answer = try ContractCall.run(
                chain: demo.configuration.chain, context: demo.genesis.block.header.context, state: demo.genesis.state,
                address: demo.accounts[0].address, selector: StarknetKeccakSelector.of("is_valid_signature"),
                calldata: [1, 2, r, 5])
            #expect(answer == [.zero])
        }
    }

    @Test func `seeds differ by transaction, signature and frame`() {
        var info = TransactionInfo(
            version: 3, account: 1, signature: [7, 8], hash: 9, chainID: 10, nonce: 0, resourceBounds: [], tip: 0)
        let first = info.pointSeed
        info.signature = [7, 9]
        let second = info.pointSeed
        info.hash = 10
        let seeds = [first, second, info.pointSeed]
        let frames = seeds.flatMap { seed in (0..<3).map { TransactionInfo.pointSeed(seed, frame: $0) } }
        #expect(Set(seeds + frames).count == 12)
    }
}
