import BlockVerifying
import CasmFiles
import DemoChains
import FiniteFields
import Foundation
import HashFunctions
import ProtocolRules
import StarknetFixtures
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

/// Messages of L1, which nobody signs: where a chain handles them, and what a dishonest majority could change in them.
struct MessageAttackTests {
    private static let salt: Felt252 = 7

    /// A class with two handlers, under the name of another Sierra program: what compiles to what is not tested here.
    private static func caller() throws -> DeclaredClass {
        let sierra = try #require(VectorFiles.find("rpc/contracts/erc20.sierra.json"))
        let casm = try #require(VectorFiles.find("rpc/contracts/caller.casm.json"))
        var json = try object(JSONSerialization.jsonObject(with: Data(contentsOf: sierra)))
        json["abi"] = "[]"
        return DeclaredClass(try SierraClass(json: json), ContractClass(try ClassFiles.load(casm)))
    }

    private static func message(
        _ contract: ContractAddress, _ selector: String, _ payload: [Felt252], nonce: UInt64
    ) -> L1HandlerTransaction {
        L1HandlerTransaction(
            contractAddress: contract, entryPointSelector: StarknetKeccak.selector(selector),
            calldata: [0xbeef] + payload, nonce: Felt252(nonce))
    }

    /// A declaration, a deployment, a message that is handled, one without a handler, one for no contract.
    private static func block(fees: Bool = false) throws -> ProvenBlock {
        try ProvenBlock(fees: fees, handlesMessages: true) { demo in
            let caller = try caller(), hash = caller.declaration.classHash
            let contract = ContractAddress(
                deployedBy: .zero, salt: salt, classHash: hash, constructorCalldata: [1])
            let declaration = try demo.declare(
                0, nonce: 0, classHash: hash, compiledClassHash: caller.declaration.compiledClassHash)
            return [
                (declaration, caller),
                (
                    try demo.invoke(0, nonce: 1, .universalDeployer, "deployContract", [hash.felt, salt, 0, 1, 1]),
                    nil
                ), (.l1Handler(message(contract, "deposit", [5, 6], nonce: 0)), nil),
                (.l1Handler(message(contract, "nobody", [], nonce: 1)), nil),
                (.l1Handler(message(try DemoChain.address(0x5555), "deposit", [5, 6], nonce: 2)), nil),
            ]
        }
    }

    @Test(arguments: [false, true]) func `messages are replayed, and the verdict says that they are messages`(
        fees: Bool
    ) throws {
        let block = try Self.block(fees: fees)
        #expect(block.block.receipts.map(\.status.isReverted) == [false, false, false, true, true])
        #expect(block.block.receipts.suffix(3).allSatisfy { $0.actualFee == 0 })
        #expect(try block.rejection() == nil)
        var verification = try BlockVerification<TestSignatures>(
            block.bundle(), by: BlockVerifier(configuration: block.configuration, provable: block.provable))
        for check in BlockCheck.allCases where check.rawValue <= BlockCheck.replay.rawValue {
            try verification.run(check)
        }
        #expect(verification.outcomes.map(\.isMessage) == [false, false, true, true, true])
    }

    @Test func `a chain that handles no messages holds none`() throws {
        var block = try Self.block()
        block.configuration.chain.handlesMessages = false
        #expect(try block.rejection() == .transaction(2, .kindNotSupported(.l1Handler)))
    }

    @Test func `a message is handled as it came`() throws {
        let honest = try Self.block()
        guard case .l1Handler(let message) = honest.block.transactions[2] else { return }
        func changed(_ change: (inout L1HandlerTransaction) -> Void) throws -> BlockRejection? {
            var block = honest, other = message
            change(&other)
            block.block.transactions[2] = .l1Handler(other)
            block.block.receipts[2].transactionHash = other.hash(chainID: block.configuration.chain.chainID)
            block.commitAgain()
            return try block.rejection()
        }
        for change: (inout L1HandlerTransaction) -> Void in [
            { $0.calldata[0] += .one }, { $0.calldata[1] += .one }, { $0.calldata.append(.one) },
            { $0.entryPointSelector = StarknetKeccak.selector("bounce") }, { $0.contractAddress = .strk },
        ] { #expect(try changed(change) != nil) }
        // The number is the message's own: another one makes another block, as sound as this one.
        #expect(try changed { $0.nonce += .one } == nil)
        // The sender is an address of L1.
        #expect(try changed { $0.calldata[0] = -.one } == .transaction(2, .fieldNotSupported(.calldata)))
        #expect(try changed { $0.calldata = [] } == .transaction(2, .fieldNotSupported(.calldata)))
        let most = [Felt252](repeating: .one, count: ProtocolConstants.calldataMax + 1)
        #expect(try changed { $0.calldata = most } == .transaction(2, .tooLong(.calldata)))
    }

    @Test func `receipts of messages follow from the replay`() throws {
        let honest = try Self.block()
        for index in 2..<5 {
            var block = honest
            block.block.receipts[index].gas.l2Gas += 1
            block.commitAgain()
            #expect(try block.rejection() != nil)
            block = honest
            block.block.receipts[index].actualFee += 1
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: index, .fee))
            block = honest
            block.block.receipts[index].status =
                honest.block.receipts[index].status.isReverted ? .succeeded : .reverted(reason: [])
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: index, .status))
        }
    }
}
