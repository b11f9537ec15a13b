import BlockProduction
import ChainStorage
import EllipticCurves
import FiniteFields
import Foundation
import JSONCoding
import LoadClient
import ProtocolRules
import StarknetClient
import StarknetJSON
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

/// Declarations and accounts sent by RPC: from a client's request to receipt, class and trace, and the errors on the way.
@Suite(.serialized) struct AddTransactionTests {
    private let fixture: NodeFixture

    init() throws { fixture = try NodeFixture() }

    /// A class that no genesis declares.
    private func token() throws -> (sierra: SierraClass, compiled: CompiledClassHash) {
        let file = try #require(VectorFiles.find("rpc/contracts/erc20.sierra.json"))
        let sierra = try SierraClass(file: try JSONDocument(Data(contentsOf: file)).root)
        let made = try ClassCompiler().compiled(sierra, declaredAs: sierra.hash)
        return (sierra, made.declaration.compiledClassHash)
    }

    private func fields(_ nonce: UInt64, gas: UInt64 = 100_000_000) -> AccountFields {
        let bound = ResourceBounds(maxAmount: 100_000, maxPricePerUnit: 2_000_000_000)
        return AccountFields(
            nonce: Felt252(nonce),
            resourceBounds: AllResourceBounds(
                l1Gas: bound, l2Gas: ResourceBounds(maxAmount: gas, maxPricePerUnit: 2_000_000_000),
                l1DataGas: bound))
    }

    private func sign(_ hash: Felt252, _ key: Felt252) throws -> [Felt252] {
        let signature = try StarkECDSA.sign(messageHash: hash, privateKey: key)
        return [signature.r, signature.s]
    }

    private func declaration(
        _ sierra: SierraClass, _ compiled: CompiledClassHash, nonce: UInt64
    ) throws -> DeclareTransaction {
        let account = fixture.accounts[0]
        var transaction = DeclareTransaction(
            sender: account.address, classHash: sierra.hash, compiledClassHash: compiled, account: fields(nonce))
        transaction.account.signature = try sign(
            transaction.hash(chainID: fixture.chain.chainID), account.privateKey)
        return transaction
    }

    private func deployment(_ key: Felt252, classHash: ClassHash) throws -> DeployAccountTransaction {
        var transaction = DeployAccountTransaction(
            classHash: classHash, contractAddressSalt: 3, constructorCalldata: [try StarkECDSA.publicKey(key)],
            account: fields(0))
        transaction.account.signature = try sign(transaction.hash(chainID: fixture.chain.chainID), key)
        return transaction
    }

    private func code(_ body: () throws -> Felt252) throws -> Int {
        do {
            _ = try body()
            return 0
        } catch ClientError.rpc(let code, _, _) { return code }
    }

    @Test func `a class is declared, and declared once`() throws {
        let (sierra, compiled) = try token()
        let honest = try declaration(sierra, compiled, nonce: 0)
        #expect(try code { try fixture.client.add(declaration(sierra, CompiledClassHash(1), nonce: 0), sierra) } == 60)
        var other = sierra
        other.program[1] = 6
        #expect(try code { try fixture.client.add(declaration(other, compiled, nonce: 0), other) } == 56)
        other = sierra
        other.contractClassVersion = Array("0.2.0".utf8)
        #expect(try code { try fixture.client.add(honest, other) } == 62)
        for abi in ["", "no JSON", #"{"an":"object"}"#] {
            other = sierra
            other.abi = Array(abi.utf8)
            #expect(try code { try fixture.client.add(honest, other) } == 56)
        }
        // The network's bound of programs, which is looked at before nonce and signature.
        for (count, expected) in [(81_920, 56), (81_921, 57)] {
            other = sierra
            other.program = Array(sierra.program.prefix(3)) + [Felt252](repeating: .one, count: count - 3)
            #expect(try code { try fixture.client.add(declaration(other, compiled, nonce: 0), other) } == expected)
        }
        #expect(try code { try fixture.client.add(declaration(other, compiled, nonce: 9), other) } == 57)
        // Its class takes seconds to compile: it does not wait for a nonce.
        #expect(try code { try fixture.client.add(declaration(sierra, compiled, nonce: 1), sierra) } == 52)
        var forged = honest
        forged.account.signature[0] = .one
        #expect(try code { try fixture.client.add(forged, sierra) } == 55)
        let hash = try fixture.client.add(honest, sierra)
        #expect(hash == honest.hash(chainID: fixture.chain.chainID))
        #expect(try code { try fixture.client.add(honest, sierra) } == 59)
        let found = try #require(try fixture.receipt(hash))
        #expect(found.receipt.status == .succeeded)
        #expect(try fixture.client.sierraClass(sierra.hash) == sierra)
        #expect(!(try fixture.client.compiledClass(sierra.hash).isNull))
        #expect(try code { try fixture.client.add(declaration(sierra, compiled, nonce: 1), sierra) } == 51)
        let diff = try fixture.client.stateUpdate(.number(found.blockNumber)).diff
        #expect(diff.declaredClasses == [.init(classHash: sierra.hash, compiledClassHash: compiled)])
        let trace = try fixture.post(
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_traceTransaction","params":["\#(hash.hex)"]}"#)
        let root = try JSONDocument(trace).root.member("result")
        #expect(try root.member("type").string() == "DECLARE")
        #expect(try root.member("validate_invocation").member("result").felts() == [Felt252(shortString: "VALID")])
    }

    @Test func `an account deploys itself`() throws {
        let accountClass = try ContractArtifacts(
            folder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path
        ).account.classHash
        #expect(try code { try fixture.client.add(deployment(0x55, classHash: ClassHash(5))) } == 28)
        let honest = try deployment(0x55, classHash: accountClass)
        var forged = honest
        forged.account.signature[0] = .one
        #expect(try code { try fixture.client.add(forged) } == 55)
        forged = honest
        forged.constructorCalldata = []
        #expect(try code { try fixture.client.add(forged) } == 55)
        let hash = try fixture.client.add(honest)
        let found = try #require(try fixture.receipt(hash))
        #expect(found.receipt.status == .succeeded)
        #expect(try fixture.client.nonce(honest.sender, .latest) == .one)
        let trace = try fixture.post(
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_traceTransaction","params":["\#(hash.hex)"]}"#)
        let root = try JSONDocument(trace).root.member("result")
        #expect(try root.member("type").string() == "DEPLOY_ACCOUNT")
        #expect(
            try root.member("constructor_invocation").member("contract_address").felt() == honest.sender.felt)
        #expect(try code { try fixture.client.add(honest) } == 59)
    }
}
