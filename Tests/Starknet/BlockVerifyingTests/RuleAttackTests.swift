import BlockVerifying
import DemoChains
import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// A dishonest majority signs blocks that honest validators would not vote for.
struct RuleAttackTests {
    func rejection(_ change: (inout BlockContext) -> Void) throws -> BlockRejection? {
        var block = try ProvenBlock()
        change(&block.block.header.context)
        return try block.rejection()
    }

    @Test func `head data other than the chain's`() throws {
        #expect(try rejection { $0.version = .v0_14_3 } == .rules(.version))
        #expect(try rejection { $0.gasPrices.l2Gas.fri += 1 } == .rules(.gasPrices))
        #expect(try rejection { $0.gasPrices.l1DataGas.wei += 1 } == .rules(.gasPrices))
        #expect(try rejection { $0.sequencer = .strk } == .rules(.sequencer))
        #expect(try rejection { $0.usesBlobs = false } == .rules(.dataAvailability))
        #expect(try rejection { $0.timestamp -= 10 } == .rules(.time))
    }

    @Test func `a price of gas that does not follow from the parent`() throws {
        let honest = try ProvenBlock(priceRule: .usage)
        #expect(honest.block.header.context.gasPrices.l2Gas.fri == 1_003_003_003)
        #expect(try honest.rejection() == nil)
        // The parent was empty: the price is known exactly.
        for change: (inout GasPrices) -> Void in [
            { $0.l2Gas.fri += 1 }, { $0.l2Gas.fri -= 1 }, { $0.l2Gas.wei += 1 }, { $0.l1Gas.fri += 1 },
            { $0.l2Gas = GasPrice(wei: 1_003_003_004, fri: 1_003_003_004) },
        ] {
            var block = honest
            change(&block.block.header.context.gasPrices)
            #expect(try block.rejection() == .rules(.gasPrices))
        }
    }

    @Test func `fields of a transaction that the protocol reserves or bounds`() throws {
        let honest = try ProvenBlock()
        let cases: [((inout InvokeTransaction) -> Void, TransactionRejection)] = [
            ({ $0.account.paymasterData = [1] }, .fieldNotSupported(.paymasterData)),
            ({ $0.accountDeploymentData = [1] }, .fieldNotSupported(.accountDeploymentData)),
            ({ $0.proofFacts = [1] }, .fieldNotSupported(.proofFacts)),
            ({ $0.account.nonceDataAvailabilityMode = .l2 }, .fieldNotSupported(.nonceDataAvailabilityMode)),
            ({ $0.account.feeDataAvailabilityMode = .l2 }, .fieldNotSupported(.feeDataAvailabilityMode)),
            (
                { $0.calldata = [Felt252](repeating: .one, count: ProtocolConstants.calldataMax + 1) },
                .tooLong(.calldata)
            ),
            (
                { $0.account.signature = [Felt252](repeating: .one, count: ProtocolConstants.signatureMax + 1) },
                .tooLong(.signature)
            ),
        ]
        for (change, expected) in cases {
            var block = honest
            guard case .invoke(var invoke) = block.block.transactions[1] else { return }
            change(&invoke)
            block.block.transactions[1] = .invoke(invoke)
            block.block.receipts[1].transactionHash = invoke.hash(chainID: block.configuration.chain.chainID)
            block.commitAgain()
            #expect(try block.rejection() == .transaction(1, expected))
        }
    }

    @Test func `a nonce that is not the account's`() throws {
        var block = try ProvenBlock()
        guard case .invoke(var invoke) = block.block.transactions[2] else { return }
        invoke.account.nonce = 5
        block.block.transactions[2] = .invoke(invoke)
        block.block.receipts[2].transactionHash = invoke.hash(chainID: block.configuration.chain.chainID)
        block.commitAgain()
        #expect(try block.rejection() == .transaction(2, .invalidNonce(expected: 1, found: 5)))
    }

    @Test func `gas that was used up takes no further transaction`() throws {
        let honest = try ProvenBlock()
        var block = honest
        block.block.receipts[0].gas.l2Gas = BlockRules.gasMax
        block.commitAgain()
        #expect(try block.rejection() == .rules(.gas))
        block.block.receipts[0].gas.l2Gas = BlockRules.gasMax - 1
        block.commitAgain()
        #expect(try block.rejection() == .rules(.gas))
        // The last transaction may go beyond the limit; that it did not use that much is seen in the replay.
        block = honest
        block.block.receipts[block.block.receipts.count - 2].gas.l2Gas = 1
        block.block.receipts[block.block.receipts.count - 1].gas.l2Gas = .max
        block.commitAgain()
        guard case .receipt(_, .gas) = try block.rejection() else {
            Issue.record("another receipt's gas was accepted")
            return
        }
    }

    @Test func `a block of more transactions than one may hold`() throws {
        let honest = try ProvenBlock()
        func rejection(_ count: Int) throws -> BlockRejection? {
            var block = honest
            block.block.transactions = [Transaction](repeating: honest.block.transactions[0], count: count)
            block.block.receipts = [TransactionReceipt](repeating: honest.block.receipts[0], count: count)
            for index in block.block.receipts.indices { block.block.receipts[index].gas.l2Gas = 1 }
            block.commitAgain()
            return try block.rejection()
        }
        #expect(try rejection(BlockRules.transactionsMax) != .rules(.transactions))
        #expect(try rejection(BlockRules.transactionsMax + 1) == .rules(.transactions))
    }

    @Test func `the rules are pinned`() throws {
        let configuration = try ProvenBlock().configuration
        var others: [VerifierConfiguration] = []
        for change: (inout HeaderRules) -> Void in [
            { $0.version = .v0_14_3 }, { $0.gasPrices.l1Gas.wei += 1 }, { $0.sequencers.append(.strk) },
            { $0.usesBlobs = false }, { $0.priceRule = .usage },
        ] {
            var other = configuration
            change(&other.rules)
            others.append(other)
        }
        #expect(Set((others + [configuration]).map(\.fingerprint)).count == 6)
    }
}
