import BlockProduction
import FiniteFields
import Foundation
import JSONCoding
import StarknetModel
public import TransactionExecution
import ValidatorHosting

/// The genesis of a new local network: the test chain's accounts with the rules of a public network, at a time of its own, so
/// that no two networks are one chain.
public struct LocalGenesis: Sendable {
    public let configuration: GenesisConfiguration
    /// The hash of block 0, 32 bytes: what the committee file pins.
    public let hash: [UInt8]

    /// A genesis at a time, in seconds since 1970, made of the contracts in a folder.
    public init(timestamp: UInt64, fees: Bool = true, contractsFolder: String) throws {
        var configuration = GenesisFile.local
        configuration.chain.fees = fees
        configuration.gasPrices = GenesisFile.prices(8_000_000_000)
        configuration.priceRule = .usage
        configuration.timestamp = timestamp
        configuration.deployer = .pedersen
        self.configuration = configuration
        let classes = try ContractArtifacts(folder: contractsFolder).genesisClasses
        hash = try configuration.build(classes).hash.bigEndianBytes
    }

    /// Writes the genesis file into a validator's home.
    func write(to home: ValidatorHome) throws {
        var writer = JSONWriter()
        GenesisFile.write(configuration, to: &writer)
        try Data(writer.bytes + [UInt8(ascii: "\n")]).write(to: URL(fileURLWithPath: home.genesisPath))
    }
}
