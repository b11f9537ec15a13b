import EllipticCurves
public import CasmModel
public import FiniteFields
import HashFunctions
public import StarknetModel

/// The classes that every chain of this project starts with: Sierra and compiled form (`Contracts/`).
public struct GenesisClasses: Sendable {
    public typealias Class = (sierra: SierraClass, casm: CasmClass)
    public var account: Class
    public var token: Class
    public var universalDeployer: Class
    public var pedersenDeployer: Class
    public var fibonacci: Class
    public var factorial: Class

    /// The given classes.
    public init(
        account: Class, token: Class, universalDeployer: Class, pedersenDeployer: Class, fibonacci: Class,
        factorial: Class
    ) {
        self.account = account
        self.token = token
        self.universalDeployer = universalDeployer
        self.pedersenDeployer = pedersenDeployer
        self.fibonacci = fibonacci
        self.factorial = factorial
    }
}

/// Which contract stands at the universal deployer's address.
public enum GenesisDeployer: String, Hashable, Sendable, CaseIterable {
    /// The first one, of chains that were begun before there was another: caller and salt are mixed by Poseidon.
    case poseidon
    /// The one of public networks: caller and salt are mixed by Pedersen.
    case pedersen
}

/// What a genesis file says.
public struct GenesisConfiguration: Hashable, Sendable {
    public var chain: ChainParameters
    public var timestamp: UInt64
    public var gasPrices: GasPrices
    /// Where the price of L2 gas of later blocks comes from.
    public var priceRule = GasPriceRule.constant
    /// Whom fees go to.
    public var sequencer: ContractAddress
    /// What the keys of the prefunded accounts are made from. Everyone who knows it owns them.
    public var seed: UInt64
    public var accountCount: Int
    /// The balance of each account in both tokens, in their smallest unit.
    public var accountBalance: UInt128
    /// Further accounts, at addresses of their own: a development network's treasury.
    public var holders: [GenesisHolder]
    /// What stands at the universal deployer's address.
    public var deployer = GenesisDeployer.poseidon

    /// A genesis with the given content.
    public init(
        chain: ChainParameters, timestamp: UInt64, gasPrices: GasPrices, sequencer: ContractAddress, seed: UInt64,
        accountCount: Int = 10, accountBalance: UInt128 = 1_000_000_000_000_000_000_000, holders: [GenesisHolder] = []
    ) {
        self.chain = chain
        self.timestamp = timestamp
        self.gasPrices = gasPrices
        self.sequencer = sequencer
        self.seed = seed
        self.accountCount = accountCount
        self.accountBalance = accountBalance
        self.holders = holders
    }

    /// Places of the demo contracts: their names as ASCII.
    public static var fibonacciAddress: ContractAddress { demo("fibonacci") }
    public static var factorialAddress: ContractAddress { demo("factorial") }

    private static func demo(_ name: StaticString) -> ContractAddress {
        ContractAddress(Felt252(ascii: name)) ?? .zero
    }
}

/// An account with what it owns of both tokens.
public struct GenesisHolder: Hashable, Sendable {
    public var account: GenesisAccount
    public var balance: UInt128

    public init(account: GenesisAccount, balance: UInt128) {
        self.account = account
        self.balance = balance
    }
}

/// An account that genesis makes.
public struct GenesisAccount: Hashable, Sendable {
    public var address: ContractAddress
    public var privateKey: Felt252
    public var publicKey: Felt252

    /// An account with the given address and keys.
    public init(address: ContractAddress, privateKey: Felt252, publicKey: Felt252) {
        self.address = address
        self.privateKey = privateKey
        self.publicKey = publicKey
    }
}

extension GenesisConfiguration {
    /// The accounts, for an account class with this hash.
    public func accounts(classHash: ClassHash) -> [GenesisAccount] {
        (0..<max(0, min(accountCount, 1000))).map { index in
            // Below 2^250, so below the order of the curve's group; zero for no input that anyone knows.
            let privateKey = StarknetKeccak.hash(Array("starling account \(seed) \(index)".utf8))
            let publicKey = (try? StarkECDSA.publicKey(privateKey)) ?? .zero
            let address = ContractAddress(
                deployedBy: .zero, salt: publicKey, classHash: classHash, constructorCalldata: [publicKey])
            return GenesisAccount(address: address, privateKey: privateKey, publicKey: publicKey)
        }
    }

    /// Makes block 0.
    public func build(_ classes: GenesisClasses) throws(GenesisError) -> GenesisBlock {
        let context = BlockContext(
            number: 0, timestamp: timestamp, sequencer: sequencer, gasPrices: gasPrices)
        let builder = GenesisBuilder(chain: chain, context: context)
        let account = builder.declare(classes.account.sierra, classes.account.casm)
        let token = builder.declare(classes.token.sierra, classes.token.casm)
        let deployed = deployer == .pedersen ? classes.pedersenDeployer : classes.universalDeployer
        let deployer = builder.declare(deployed.sierra, deployed.casm)
        let fibonacci = builder.declare(classes.fibonacci.sierra, classes.fibonacci.casm)
        let factorial = builder.declare(classes.factorial.sierra, classes.factorial.casm)

        let accounts = accounts(classHash: account)
        guard let treasury = accounts.first else { throw .malformed("no accounts") }
        let members = accounts.map { GenesisHolder(account: $0, balance: accountBalance) } + holders
        var supply: UInt128 = 0
        for member in members {
            let (sum, overflow) = supply.addingReportingOverflow(member.balance)
            guard !overflow else { throw .malformed("balances beyond 128 bits") }
            supply = sum
        }
        let tokens: [(ContractAddress, StaticString, StaticString)] = [
            (chain.feeToken, "Starknet Token", "STRK"), (.eth, "Ether", "ETH"),
        ]
        for (address, name, symbol) in tokens {
            try builder.deploy(
                token, at: address,
                constructorCalldata: [
                    Felt252(ascii: name), Felt252(ascii: symbol), 18, Felt252(supply), .zero, treasury.address.felt,
                ])
        }
        for member in members {
            let owner = member.account
            try builder.deploy(account, at: owner.address, constructorCalldata: [owner.publicKey])
            guard owner != treasury else { continue }
            for (address, _, _) in tokens {
                try builder.call(
                    address, ProtocolSelectors.transfer,
                    calldata: [owner.address.felt, Felt252(member.balance), .zero], caller: treasury.address)
            }
        }
        try builder.deploy(deployer, at: .universalDeployer, constructorCalldata: [])
        try builder.deploy(fibonacci, at: Self.fibonacciAddress, constructorCalldata: [])
        try builder.deploy(factorial, at: Self.factorialAddress, constructorCalldata: [])
        return try builder.finish()
    }
}
