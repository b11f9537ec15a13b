import BlockPrograms
import BlockVerifying
import CasmModel
import DemoChains
import FiniteFields
import HashFunctions
import ProtocolRules
import StarknetModel
import Testing
import TransactionExecution

/// Blocks that handle messages of L1: one that credits, one that its handler refuses, one that answers to L1, one for nobody,
/// one for an entry point that is none.
struct HandledMessageTests {
    private static let sender = Felt252(reducing: 0xd56e_db16_5a0, 0x1234_5678_9abc, 0x1, 0)
    private static let account = Felt252(0x777 as UInt64)

    private static func message(
        _ to: ContractAddress, _ name: String, _ payload: [Felt252], nonce: UInt64
    ) -> Transaction {
        .l1Handler(
            L1HandlerTransaction(
                contractAddress: to, entryPointSelector: StarknetKeccak.selector(name), calldata: [sender] + payload,
                nonce: Felt252(nonce)))
    }

    static func block(fees: Bool) throws -> ProvenBlock {
        try ProvenBlock(fees: fees, handlesMessages: true) { demo in
            // The class of the handlers, under the name of another Sierra program.
            let declared = try UndeclaredClass.compiled(to: "caller"), hash = declared.declaration.classHash
            let address = ContractAddress(deployedBy: .zero, salt: 7, classHash: hash, constructorCalldata: [account])
            let declaration = try demo.signed(
                .declare(
                    DeclareTransaction(
                        sender: demo.accounts[0].address, classHash: hash,
                        compiledClassHash: declared.declaration.compiledClassHash,
                        account: demo.fields(nonce: 0, gas: 3_000_000_000))), by: demo.accounts[0])
            return [
                (declaration, declared),
                (
                    try demo.invoke(1, nonce: 0, .universalDeployer, "deployContract", [hash.felt, 7, 0, 1, account]),
                    nil
                ),
                (message(address, "deposit", [account, 500], nonce: 0), nil),
                (message(address, "deposit", [account, 0], nonce: 1), nil),
                (message(address, "bounce", [2, 8, 9], nonce: 2), nil),
                (message(try DemoChain.address(0x5555), "deposit", [account, 1], nonce: 3), nil),
                (message(address, "no_such_handler", [], nonce: 4), nil),
            ]
        }
    }

    @Test(arguments: [false, true]) func `an honest block passes every check up to the proof of its run`(
        fees: Bool
    ) throws {
        let block = try Self.block(fees: fees), receipts = block.block.receipts.dropFirst(2)
        #expect(receipts.map(\.status.isReverted) == [false, true, true, true, true])
        #expect(receipts.allSatisfy { $0.actualFee == 0 })
        #expect(receipts.first?.events.count == 1)
        // An answer to L1 costs more L1 gas than a handler may use.
        #expect(receipts.dropFirst(2).first?.messages.isEmpty == true)
        let (passed, rejection) = try block.verdict()
        #expect(passed == BlockCheck.allCases.filter { $0.rawValue <= BlockCheck.replay.rawValue })
        #expect(rejection == .layout)
        #expect(
            try block.endings() == [
                .succeeded, .succeeded, .succeeded, .reverted, .reverted, .reverted, .reverted,
            ])
        let bundle = try block.bundle()
        #expect(try BlockBundle(decoding: bundle.encoded) == bundle)
    }

    @Test func `the verdict says which transactions are messages`() throws {
        let block = try Self.block(fees: false)
        var verification = try BlockVerification<TestSignatures>(
            block.bundle(), by: BlockVerifier(configuration: block.configuration, provable: block.provable))
        for check in BlockCheck.allCases where check.rawValue <= BlockCheck.replay.rawValue {
            try verification.run(check)
        }
        #expect(verification.outcomes.map(\.isMessage) == [false, false, true, true, true, true, true])
    }

    @Test func `a chain that handles no messages holds none`() throws {
        var block = try Self.block(fees: false)
        block.configuration.chain.handlesMessages = false
        #expect(try block.rejection() == .transaction(2, .kindNotSupported(.l1Handler)))
    }

    @Test func `a message is handled as it came`() throws {
        let honest = try Self.block(fees: false)
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

    /// The L1 gas of a message of so many felts: words of the segment, a counter, the event (EXEC §3.4).
    private func l1Gas(_ payload: UInt64) -> UInt64 {
        (5 + payload) * (512 + 612) + 5_000 + 375 + 375 * 4 + 256 * (3 + payload)
    }

    @Test func `a message that was undone costs what every such message does`() throws {
        let receipts = try Self.block(fees: false).block.receipts.dropFirst(2)
        #expect(receipts.map(\.gas.l1Gas) == [2, 2, 3, 2, 0].map(l1Gas))
        // Recorded on a public devnet for two felts and for four; three and none follow the same rule.
        #expect(receipts.dropFirst().map(\.gas.l2Gas) == [170_240, 175_360, 170_240, 160_000])
        #expect(receipts.dropFirst().allSatisfy { $0.gas.l1DataGas == 0 })
    }

    @Test func `what a receipt of a message says is computed again`() throws {
        let honest = try Self.block(fees: true)
        for index in 2..<honest.block.transactions.count {
            for change in [\GasVector.l1Gas, \GasVector.l1DataGas, \GasVector.l2Gas] {
                var block = honest
                block.block.receipts[index].gas[keyPath: change] += 1
                block.commitAgain()
                #expect(try block.rejection() == .receipt(transaction: index, .gas))
            }
            var block = honest
            guard block.block.receipts[index].status.isReverted else { continue }
            block.block.receipts[index].status = .reverted(reason: [0x3f])
            block.commitAgain()
            #expect(try block.rejection() == .receipt(transaction: index, .reason))
        }
        var block = honest
        block.block.receipts[2].events = []
        block.commitAgain()
        #expect(try block.rejection() == .receipt(transaction: 2, .events))
    }

    @Test func `a handler that ran has its frame`() throws {
        var block = try Self.block(fees: false)
        let frame = try #require(block.manifest.frames.firstIndex { $0.transaction == 2 })
        block.manifest.frames.remove(at: frame)
        try block.realign()
        guard case .replay(2, _, let failure) = try block.rejection() else {
            Issue.record("accepted, or refused for another reason")
            return
        }
        #expect(failure == .otherFrame || failure == .frameMissing)
    }
}
