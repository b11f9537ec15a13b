import FiniteFields
public import JSONCoding
import SierraToCasm
import StarknetModel
public import TransactionExecution

/// The genesis file: JSON with the content of a `GenesisConfiguration`. All nodes of a chain have the same.
public enum GenesisFile {
    /// The chain that a node runs when no file is given.
    public static var local: GenesisConfiguration {
        GenesisConfiguration(
            chain: ChainParameters(chainID: Felt252(shortString: "STARLING_LOCAL") ?? .zero, fees: false),
            timestamp: 1_767_225_600, gasPrices: prices(1_000_000_000),
            sequencer: ContractAddress(Felt252(0x1000 as UInt64)) ?? .zero, seed: 42)
    }

    private static let timestampEnd: UInt64 = 253_402_300_800

    /// The same price for every resource and both units.
    private static func prices(_ price: UInt64) -> GasPrices {
        let price = GasPrice(wei: UInt128(price), fri: UInt128(price))
        return GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price)
    }

    /// Reads a genesis file. All members but `deployer` and `compiler` are required, others refused.
    public static func read(_ json: JSONValue) throws(JSONError) -> GenesisConfiguration {
        try json.requireOnly([
            "chain_id", "fees", "timestamp", "seed", "accounts", "gas_price", "sequencer_address", "deployer",
            "compiler",
        ])
        let name = try json.member("chain_id")
        guard let chainID = Felt252(shortString: try name.string()), !chainID.isZero else {
            throw name.mismatch("ASCII of 1 to 31 characters")
        }
        guard let sequencer = ContractAddress(try json.member("sequencer_address").felt()) else {
            throw try json.member("sequencer_address").mismatch("a contract address")
        }
        // Seconds since 1970, before the year 10000: milliseconds, and times from which clocks cannot go on, are mistakes.
        let timestamp = try json.member("timestamp").integer(UInt64.self)
        guard timestamp < timestampEnd else { throw try json.member("timestamp").mismatch("seconds since 1970") }
        let accounts = try json.member("accounts").integer(Int.self)
        guard (1...1_000).contains(accounts) else { throw try json.member("accounts").mismatch("from 1 to 1000") }
        var configuration = GenesisConfiguration(
            chain: ChainParameters(chainID: chainID, fees: try json.member("fees").bool()),
            timestamp: timestamp,
            gasPrices: prices(try json.member("gas_price").integer()), sequencer: sequencer,
            seed: try json.member("seed").integer(), accountCount: accounts)
        // A file without it is of a chain that was begun before there was a choice.
        if let named = try json.optional("deployer") {
            guard let deployer = GenesisDeployer(rawValue: try named.string()) else {
                throw named.mismatch("poseidon or pedersen")
            }
            configuration.deployer = deployer
        }
        // What a class compiles to is consensus: a chain of another compiler is not one for this program.
        if let named = try json.optional("compiler"), try named.string() != SierraContract.compilerVersion {
            throw named.mismatch("\(SierraContract.compilerVersion), the compiler of this program")
        }
        return configuration
    }

    /// Writes a genesis file that `read` reads back.
    public static func write(_ configuration: GenesisConfiguration, to writer: inout JSONWriter) {
        let name = configuration.chain.chainID.bigEndianBytes.drop { $0 == 0 }
        writer.object { w in
            w.field("chain_id", string: String(decoding: name, as: UTF8.self))
            w.field("fees", bool: configuration.chain.fees)
            w.field("timestamp", integer: configuration.timestamp)
            w.field("seed", integer: configuration.seed)
            w.field("accounts", integer: configuration.accountCount)
            w.field("gas_price", integer: configuration.gasPrices.l2Gas.fri)
            w.field("sequencer_address", felt: configuration.sequencer.felt)
            if configuration.deployer != .poseidon {
                w.field("deployer", string: configuration.deployer.rawValue)
            }
            w.field("compiler", string: SierraContract.compilerVersion)
        }
    }
}
