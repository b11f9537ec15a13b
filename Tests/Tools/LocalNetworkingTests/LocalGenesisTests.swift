import BlockProduction
import Foundation
import LocalNetworking
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

@Suite struct `The genesis of a local network` {
    @Test func `differs from network to network`() throws {
        let contracts = VectorFiles.packageRoot.appendingPathComponent("Contracts").path
        let first = try LocalGenesis(timestamp: 1_800_000_000, contractsFolder: contracts)
        let again = try LocalGenesis(timestamp: 1_800_000_000, contractsFolder: contracts)
        let second = try LocalGenesis(timestamp: 1_800_000_001, contractsFolder: contracts)
        #expect(first.hash == again.hash)
        #expect(first.hash != second.hash)
        // Names, keys of accounts and prices stay those of the test chain.
        #expect(first.configuration.chain == GenesisFile.local.chain)
        #expect(first.configuration.seed == GenesisFile.local.seed)
    }
}
