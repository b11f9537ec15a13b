import CasmFiles
import CasmModel
import ClassCompiling
import EllipticCurves
public import FiniteFields
import Foundation
import HashFunctions
import SierraToCasm
import StarknetFixtures
public import StarknetModel
public import StateTries
public import TransactionExecution
import VectorFiles

/// A chain with this project's own contracts.
public struct DemoChain {
    public let configuration: GenesisConfiguration
    public let genesis: GenesisBlock
    public let accounts: [GenesisAccount]
    public let classes: GenesisClasses

    public static func load(_ name: String) throws -> GenesisClasses.Class {
        let base = VectorFiles.packageRoot.appendingPathComponent("Contracts/\(name)/\(name)")
        let sierra = try SierraClass(file: base.appendingPathExtension("sierra.json"))
        let casm = base.appendingPathExtension("casm.json")
        guard FileManager.default.fileExists(atPath: casm.path) else {
            return (sierra, try SierraContract(sierra).compile())
        }
        return (sierra, try ClassFiles.load(casm))
    }

    public init(fees: Bool = false, handlesMessages: Bool = false) throws {
        let price = GasPrice(wei: 1_000_000_000, fri: 1_000_000_000)
        configuration = GenesisConfiguration(
            chain: ChainParameters(
                chainID: Felt252(ascii: "SN_STARLING"), fees: fees, handlesMessages: handlesMessages),
            timestamp: 1_767_225_600,
            gasPrices: GasPrices(l1Gas: price, l1DataGas: price, l2Gas: price),
            sequencer: try DemoChain.address(0x1000), seed: 7, accountCount: 3)
        classes = GenesisClasses(
            account: try Self.load("Account"), token: try Self.load("Token"),
            universalDeployer: try Self.load("UniversalDeployer"),
            pedersenDeployer: try Self.load("PedersenDeployer"), fibonacci: try Self.load("Fibonacci"),
            factorial: try Self.load("Factorial"))
        genesis = try configuration.build(classes)
        accounts = configuration.accounts(classHash: classes.account.sierra.hash)
    }

    /// An address of a small number.
    public static func address(_ number: UInt64) throws -> ContractAddress {
        guard let address = ContractAddress(Felt252(number)) else { throw Failure() }
        return address
    }

    struct Failure: Error {}

    /// An executor for the block after genesis.
    public func executor() throws -> BlockExecutor {
        var context = genesis.block.header.context
        context.number = 1
        context.timestamp += 2
        return try BlockExecutor(
            chain: configuration.chain, context: context, parentHash: genesis.hash, agedHash: nil, state: genesis.state)
    }

    /// A signed transaction with one call.
    public func invoke(
        _ account: Int, nonce: UInt64, _ target: ContractAddress, _ selector: String, _ calldata: [Felt252],
        gas: UInt64 = 200_000_000
    ) throws -> Transaction {
        let calldata =
            [1, target.felt, StarknetKeccak.selector(selector), Felt252(UInt64(calldata.count))] + calldata
        return try signed(
            .invoke(
                InvokeTransaction(
                    sender: accounts[account].address, calldata: calldata, account: fields(nonce: nonce, gas: gas))),
            by: accounts[account])
    }

    /// The declaration of a class.
    public func declare(
        _ account: Int, nonce: UInt64, classHash: ClassHash, compiledClassHash: CompiledClassHash,
        gas: UInt64 = 2_000_000_000
    ) throws -> Transaction {
        try signed(
            .declare(
                DeclareTransaction(
                    sender: accounts[account].address, classHash: classHash, compiledClassHash: compiledClassHash,
                    account: fields(nonce: nonce, gas: gas))), by: accounts[account])
    }

    /// The deployment of an account of the chain's class, for a key.
    public func deployAccount(
        _ privateKey: Felt252, salt: Felt252 = .one, classHash: ClassHash? = nil, constructorCalldata: [Felt252]? = nil,
        nonce: UInt64 = 0, gas: UInt64 = 200_000_000
    ) throws -> (transaction: Transaction, account: GenesisAccount) {
        let publicKey = try StarkECDSA.publicKey(privateKey)
        let deployment = DeployAccountTransaction(
            classHash: classHash ?? classes.account.sierra.hash, contractAddressSalt: salt,
            constructorCalldata: constructorCalldata ?? [publicKey], account: fields(nonce: nonce, gas: gas))
        let account = GenesisAccount(address: deployment.sender, privateKey: privateKey, publicKey: publicKey)
        return (try signed(.deployAccount(deployment), by: account), account)
    }

    /// Bounds that suffice where they are not to be tested.
    public func fields(nonce: UInt64, gas: UInt64) -> AccountFields {
        func bounds(_ amount: UInt64) -> ResourceBounds {
            ResourceBounds(maxAmount: amount, maxPricePerUnit: 1_000_000_000)
        }
        return AccountFields(
            nonce: Felt252(nonce),
            resourceBounds: AllResourceBounds(l1Gas: bounds(0), l2Gas: bounds(gas), l1DataGas: bounds(10_000)))
    }

    /// The same transaction with an account's signature.
    public func signed(_ transaction: Transaction, by account: GenesisAccount) throws -> Transaction {
        let hash = transaction.hash(chainID: configuration.chain.chainID)
        let made = try StarkECDSA.sign(messageHash: hash, privateKey: account.privateKey)
        let signature = [made.r, made.s]
        switch transaction {
        case .invoke(var invoke):
            invoke.account.signature = signature
            return .invoke(invoke)
        case .declare(var declaration):
            declaration.account.signature = signature
            return .declare(declaration)
        case .deployAccount(var deployment):
            deployment.account.signature = signature
            return .deployAccount(deployment)
        case .l1Handler: return transaction
        }
    }

    /// The tries after genesis.
    public var tries: MemoryTries {
        var tries = MemoryTries()
        tries.apply(genesis.stateUpdate)
        return tries
    }
}
