import EllipticCurves
import FiniteFields
import HashFunctions
import StarknetModel
import TransactionExecution

/// Who and what is where on the fixture chain.
struct FixturePlaces: Sendable {
    /// Who sends a transaction.
    enum Sender: CaseIterable {
        /// An account with a key.
        case signer
        /// Accounts without.
        case puppet, other
        /// An account that cannot execute.
        case mute
    }

    let classes: FixtureClasses
    let key: Felt252
    private let publicKey: Felt252
    let relay: ContractAddress
    /// A second instance, which becomes another class.
    let changing: ContractAddress
    let fibonacci: ContractAddress
    let witness: ContractAddress
    let hashes: ContractAddress
    let sha512: ContractAddress
    let curves: ContractAddress
    let builtins: ContractAddress
    /// No contract is here.
    let nowhere: ContractAddress

    init(_ classes: FixtureClasses) throws {
        self.classes = classes
        key = StarknetKeccak.hash(Array("starling fixture account".utf8))
        publicKey = try StarkECDSA.publicKey(key)
        relay = try Self.place(0x100)
        changing = try Self.place(0x101)
        fibonacci = try Self.place(0x102)
        witness = try Self.place(0x103)
        hashes = try Self.place(0x104)
        sha512 = try Self.place(0x105)
        curves = try Self.place(0x106)
        builtins = try Self.place(0x107)
        nowhere = try Self.place(0x5555)
    }

    struct OutOfRange: Error {}

    private static func place(_ number: UInt64) throws -> ContractAddress {
        guard let address = ContractAddress(Felt252(number)) else { throw OutOfRange() }
        return address
    }

    func address(_ sender: Sender) throws -> ContractAddress {
        switch sender {
        case .signer: try Self.place(0x200)
        case .puppet: try Self.place(0x201)
        case .other: try Self.place(0x202)
        case .mute: try Self.place(0x203)
        }
    }

    /// What block `number` says about itself.
    static func context(_ number: UInt64) throws -> BlockContext {
        let price = GasPrice(wei: 1_000_000_000, fri: 1_000_000_000)
        return BlockContext(
            number: number, timestamp: 1_767_225_600 + 2 * number, sequencer: try Self.place(0x1000),
            gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price))
    }

    /// Block 0: all classes and contracts.
    func genesis() throws -> GenesisBlock {
        let builder = GenesisBuilder(chain: FixtureChain.parameters, context: try Self.context(0))
        for name in FixtureClasses.Name.allCases {
            let hash = classes.hash(name)
            if let casm = classes.casm[hash.felt] { builder.declare(hash, casm) }
        }
        let contracts: [(FixtureClasses.Name, ContractAddress, [Felt252])] = [
            (.relay, relay, []), (.relay, changing, []), (.fibonacci, fibonacci, []), (.witness, witness, []),
            (.hashes, hashes, []), (.sha512, sha512, []), (.curves, curves, []), (.builtins, builtins, []),
            (.account, try address(.signer), [publicKey]), (.puppet, try address(.puppet), []),
            (.puppet, try address(.other), []), (.mute, try address(.mute), []),
        ]
        for (name, place, calldata) in contracts {
            try builder.deploy(classes.hash(name), at: place, constructorCalldata: calldata)
        }
        return try builder.finish()
    }
}
