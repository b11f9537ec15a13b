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
        // Names and keys of accounts stay those of the test chain.
        #expect(first.configuration.chain.chainID == GenesisFile.local.chain.chainID)
        #expect(first.configuration.seed == GenesisFile.local.seed)
    }

    @Test func `takes fees at a price that follows usage, unless it is to take none`() throws {
        let contracts = VectorFiles.packageRoot.appendingPathComponent("Contracts").path
        let genesis = try LocalGenesis(timestamp: 1_800_000_000, contractsFolder: contracts).configuration
        #expect(genesis.chain.fees && genesis.priceRule == .usage)
        let free = try LocalGenesis(timestamp: 1_800_000_000, fees: false, contractsFolder: contracts).configuration
        #expect(!free.chain.fees)
    }
}
