import BlockBundling
import BlockVerifying
import FiniteFields
import MemoryProofs
import ProofStorage
import ProofWatching
import StarknetModel
import Testing

/// What was asked for is what command and prover look at, whatever the node hands them.
@Suite struct `A node that answers with another block` {
    static let configuration: VerifierConfiguration = {
        let price = GasPrice(wei: 1, fri: 1)
        return VerifierConfiguration(
            chain: ChainParameters(chainID: 1, fees: false), genesisHash: 1,
            rules: HeaderRules(
                gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price), sequencers: [.strk]),
            validators: [.init(weight: 1, key: [UInt8](repeating: 3, count: 32))])
    }()

    @Test func `gets no verdict and no proof under the number asked for`() throws {
        let liar = try LyingNode(), fetcher = BundleFetcher(client: liar.client)
        let genesis = try fetcher.block(0).header
        let store = MemoryProofStore()
        let reader = ProofReader(configuration: Self.configuration, fetcher: fetcher, store: store)
        let answer = BlockRejection.notRequested(number: 0, hash: genesis.hash)
        #expect(throws: ProofReader.Failure.rejected(answer)) { try reader.verify(RequestedBlock(number: 7)) }
        // The right number with another hash is another block too.
        #expect(throws: ProofReader.Failure.rejected(answer)) {
            try reader.verify(RequestedBlock(number: 0, hash: genesis.hash + .one))
        }
        // The request itself is fine. Genesis has no transactions, so no proof is missed, and nobody executed it.
        #expect(throws: ProofReader.Failure.bundle(.noRecord(0))) {
            try reader.verify(RequestedBlock(number: 0, hash: genesis.hash))
        }
        let prover = BlockProver(fetcher: fetcher, configuration: Self.configuration, store: store)
        do {
            _ = try prover.prove(7)
            Issue.record("block 0 was proven under the number 7")
        } catch {
            guard case .refused(answer) = error else { throw error }
        }
    }
}
