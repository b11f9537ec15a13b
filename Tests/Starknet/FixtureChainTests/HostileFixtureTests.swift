import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import FixtureChains
import ProtocolRules
import StarknetModel
import StateTries
import Testing
import TransactionExecution

/// What a block may not contain, told by an honest bundle with one thing changed: each is stopped by the check named.
@Suite(.serialized) struct HostileFixtureTests {
    /// Changes the response of the first system call of a kind that did not fail, `offset` cells behind its gas and flag.
    private func forged(
        _ call: SystemCall, in number: UInt64, offset: Int = 0
    ) throws -> (rejection: BlockRejection?, transaction: Int, frame: Int) {
        var parts = try FixtureParts(number)
        let (frame, index) = try #require(try parts.find(call).first)
        let cell = try parts.place(frame: frame, systemCall: index).response + 2 + offset
        parts.proof.data[cell] = parts.proof.data[cell] + .one
        return (try parts.rejection(), parts.proof.manifest.frames[frame].transaction, frame)
    }

    @Test(
        arguments: [
            (SystemCall.storageRead, 1), (.getClassHashAt, 1), (.deploy, 1), (.getBlockHash, 10), (.keccak, 10),
            (.secp256k1GetXy, 10), (.secp256r1GetXy, 10), (.secp256k1New, 10), (.secp256r1GetPointFromX, 10),
        ] as [(SystemCall, UInt64)])
    func `a response that the protocol does not give`(call: SystemCall, number: UInt64) throws {
        let (rejection, transaction, frame) = try forged(call, in: number)
        #expect(rejection == .replay(transaction: transaction, frame: frame, .response))
    }

    @Test func `the second word of a hash, and the address of a deployment`() throws {
        let (rejection, transaction, frame) = try forged(.keccak, in: 10, offset: 1)
        #expect(rejection == .replay(transaction: transaction, frame: frame, .response))
    }

    @Test func `a handle that stands for two points`() throws {
        var parts = try FixtureParts(10)
        // Of point.add(point.mul(scalar)): the product's handle is given the name of the point.
        let product = try #require(try parts.find(.secp256k1Mul).first),
            new = try #require(try parts.find(.secp256k1New).first)
        #expect(product.frame == new.frame)
        let name = try parts.place(frame: new.frame, systemCall: new.systemCall).response + 3
        let cell = try parts.place(frame: product.frame, systemCall: product.systemCall).response + 2
        parts.proof.data[cell] = parts.proof.data[name]
        let transaction = parts.proof.manifest.frames[new.frame].transaction
        #expect(try parts.rejection() == .replay(transaction: transaction, frame: new.frame, .handle))
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `an account that did not accept the transaction`(number: UInt64) throws {
        let honest = try FixtureParts(number)
        // The first frame is the first transaction's validation.
        var parts = honest
        parts.proof.manifest.frames[0].failed = true
        #expect(try Self.isRefusedValidation(parts.rejection()))
        parts = honest
        let returned = parts.proof.manifest.frames[0].returned.range
        let last = returned.offset + returned.count - 1 - (try parts.codeCount())
        parts.proof.data[last] = .zero
        #expect(try Self.isRefusedValidation(parts.rejection()))
    }

    private static func isRefusedValidation(_ rejection: BlockRejection?) -> Bool {
        if case .transaction(0, .validationFailed) = rejection { true } else { false }
    }

    @Test(arguments: FixtureChain.provenBlocks)
    func `nonces of the past and of the future`(number: UInt64) throws {
        for change in [Felt252.one, -Felt252.one] {
            var parts = try FixtureParts(number)
            guard case .invoke(var invoke) = parts.bundle.block.transactions[2] else { return }
            invoke.account.nonce = invoke.account.nonce + change
            parts.bundle.block.transactions[2] = .invoke(invoke)
            try parts.commitAgain(hashes: true)
            guard case .transaction(2, .invalidNonce) = try parts.rejection() else {
                Issue.record("nonce changed by \(change)")
                return
            }
        }
    }

    @Test func `a transaction that stands in the block twice`() throws {
        var parts = try FixtureParts(1)
        parts.bundle.block.transactions.insert(parts.bundle.block.transactions[1], at: 1)
        parts.bundle.block.receipts.insert(parts.bundle.block.receipts[1], at: 1)
        try parts.commitAgain()
        guard case .transaction(2, .invalidNonce) = try parts.rejection() else {
            Issue.record("accepted, or refused for another reason")
            return
        }
    }

    @Test func `a constructor that failed`() throws {
        var parts = try FixtureParts(1)
        let frames = try FixtureChain.shared()[1].recording.transactions.flatMap(\.frames)
        let constructor = try #require(frames.firstIndex { $0.type == .constructor })
        parts.proof.manifest.frames[constructor].failed = true
        let transaction = parts.proof.manifest.frames[constructor].transaction
        guard case .replay(transaction, constructor, .gas) = try parts.rejection() else {
            Issue.record("accepted, or refused for another reason")
            return
        }
    }

    @Test func `dictionaries that overlap, or are not squashed`() throws {
        let honest = try FixtureParts(10), code = try honest.codeCount()
        let frame = try #require(honest.proof.manifest.frames.firstIndex { ($0.arena?.dictionaries ?? 0) > 1 })
        let arena = try #require(honest.proof.manifest.frames[frame].arena)
        let stopped = BlockRejection.replay(
            transaction: honest.proof.manifest.frames[frame].transaction, frame: frame, .arena)
        // The second dictionary's start, the first triple, the last one, the number of operations.
        for cell in [arena.infos + 3, arena.base + 1, arena.base + 3 * arena.operations + 2] {
            var parts = honest
            parts.proof.data[cell - code] = parts.proof.data[cell - code] + .one
            #expect(try parts.rejection() == stopped)
        }
        var parts = honest
        parts.proof.manifest.frames[frame].arena?.operations -= 1
        #expect(try parts.rejection() == stopped)
    }

    @Test func `another hash in the block-hash map`() throws {
        var parts = try FixtureParts(10)
        var storage = parts.bundle.block.stateDiff.storage
        let entry = try #require(storage.firstIndex { $0.address == .blockHashes })
        storage[entry].value[0].value = storage[entry].value[0].value + .one
        let diff = parts.bundle.block.stateDiff
        parts.bundle.block.stateDiff = StateDiff(
            storage: storage, deployedContracts: diff.deployedContracts, replacedClasses: diff.replacedClasses,
            nonces: diff.nonces)
        try parts.commitAgain(root: true)
        #expect(try parts.rejection() == .stateDiff)
    }

    @Test func `counts of the header that are not those of the block`() throws {
        let changes: [(inout BlockHeader) -> Void] = [
            { $0.transactionCount += 1 }, { $0.eventCount += 1 }, { $0.stateDiffLength += 1 },
        ]
        for change in changes {
            var parts = try FixtureParts(1)
            change(&parts.bundle.block.header)
            parts.bundle.certificate = try FixtureCommittee.certificate(for: parts.bundle.block.header)
            #expect(try parts.rejection() == .commitment(.counts))
        }
    }

    @Test func `an aborted transaction that used another gas`() throws {
        let all = try FixtureChain.shared().aborted
        let number = try #require(all.keys.sorted().first { all[$0]?.isEmpty == false })
        var parts = try FixtureParts(number)
        let aborted = try #require(all[number]?.first)
        try #require(aborted + 1 < parts.bundle.block.transactions.count)
        for gas in [parts.bundle.block.receipts[aborted].gas.l2Gas - 1, BlockRules.gasMax / 2] {
            parts.bundle.block.receipts[aborted].gas.l2Gas = gas
            try parts.commitAgain()
            #expect(try parts.rejection() == .receipt(transaction: aborted, .gas))
        }
        parts.bundle.block.receipts[aborted].gas.l2Gas = .max
        try parts.commitAgain()
        #expect(try parts.rejection() == .rules(.gas))
    }

    @Test func `a block 0`() throws {
        var parts = try FixtureParts(2)
        parts.bundle.block.header.context.number = 0
        parts.proof.blockNumber = 0
        parts.bundle.certificate = try FixtureCommittee.certificate(for: parts.bundle.block.header)
        #expect(try parts.rejection() == .ancestors)
    }

    @Test func `a parent of another number`() throws {
        var parts = try FixtureParts(2)
        parts.bundle.ancestors[0].context.number = 0
        let header = parts.bundle.block.header
        parts.bundle.block.header = BlockHeader(
            context: header.context, parentHash: parts.bundle.ancestors[0].hash, stateRoot: header.stateRoot,
            transactions: [], transactionHashes: [], receipts: [], stateDiff: parts.bundle.block.stateDiff)
        parts.bundle.certificate = try FixtureCommittee.certificate(for: parts.bundle.block.header)
        #expect(try parts.rejection() == .ancestors)
    }

    @Test func `another block than the one that was asked for`() throws {
        let bundle = try FixtureParts(2).assembled(), hash = bundle.block.header.hash
        let verifier = BlockVerifier<OpenSSLSignatures>(configuration: try FixtureFiles.configuration())
        #expect(try verifier.verify(RequestedBlock(number: 2, hash: hash), in: bundle).blockNumber == 2)
        for requested in [RequestedBlock(number: 3), RequestedBlock(number: 2, hash: hash + .one)] {
            #expect(throws: BlockRejection.notRequested(number: 2, hash: hash)) {
                try verifier.verify(requested, in: bundle)
            }
        }
    }

    @Test func `too few ancestors for the block-hash map`() throws {
        var parts = try FixtureParts(12)
        parts.bundle.ancestors.removeLast()
        #expect(try parts.rejection() == .ancestors)
    }

    @Test func `usages whose sum does not fit into 32 bits`() throws {
        #expect(try HostileBundles.usages().rejection() == .manifest(frame: 1))
    }

    @Test func `the Cairo proof of another block`() throws {
        var parts = try FixtureParts(12)
        parts.proof.cairo = try FixtureParts(10).proof.cairo
        #expect(try parts.rejection() == .layout)
    }
}
