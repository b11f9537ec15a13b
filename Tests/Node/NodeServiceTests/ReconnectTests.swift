import ConsensusEngine
import ConsensusWire
import FiniteFields
import Foundation
import QuorumCertificates
import StarknetModel
import Synchronization
import Tendermint
import Testing
import TransactionPool
import ValidatorSigning
import WriteAheadLog

@testable import NodeService

/// A validator that was away hears what the others know: what waits, and what is known against whom.
struct ReconnectTests {
    /// Notes what is passed on.
    private final class QuietEngine: RunningEngine {
        let transactions = Mutex<[(list: [[UInt8]], peer: ValidatorIndex)]>([])
        let evidence = Mutex<[(evidence: EquivocationEvidence, peer: ValidatorIndex?)]>([])

        var status: EngineStatus { EngineStatus() }
        var helloFrame: [UInt8] { [] }
        func makeInbox(for peer: ValidatorIndex) -> any PeerInbox { QuietInbox() }
        func transactionsArrived() {}
        func gossipTransaction(_ bytes: [UInt8]) {}
        func passTransactions(_ list: [[UInt8]], to peer: ValidatorIndex) {
            transactions.withLock { $0.append((list, peer)) }
        }
        func passEvidence(_ evidence: EquivocationEvidence, to peer: ValidatorIndex?) {
            self.evidence.withLock { $0.append((evidence, peer)) }
        }
        func start<LogMedium: LogStorage, JournalMedium: LogStorage>(
            signer: sending ValidatorSigner<JournalMedium>?, log: sending RecordLog<LogMedium>,
            settings: EngineSettings, notify: @escaping @Sendable (EngineNotice) -> Void
        ) throws {}
        func stop() {}
    }

    private final class QuietInbox: PeerInbox {
        func receive(_ frame: [UInt8]) throws(PeerMisbehaviour) {}
    }

    private func transaction(_ nonce: UInt64, felts: Int, sender: UInt64 = 0x1234) throws -> SubmittedTransaction {
        let none = ResourceBounds(maxAmount: 0, maxPricePerUnit: 0)
        let fields = AccountFields(
            nonce: Felt252(nonce), resourceBounds: AllResourceBounds(l1Gas: none, l2Gas: none, l1DataGas: none))
        let sender = try #require(ContractAddress(Felt252(sender)))
        return SubmittedTransaction(
            .invoke(
                InvokeTransaction(
                    sender: sender, calldata: [Felt252](repeating: .one, count: felts), account: fields)))
    }

    private func evidence() -> EquivocationEvidence {
        let votes = [nil, BlockID(bytes: [UInt8](repeating: 1, count: 32))].map { block in
            let vote = Vote(kind: .prevote, height: Height(5), round: .zero, block: block, validator: ValidatorIndex(1))
            return TendermintMessage.vote(SignedVote(vote: vote, signature: [UInt8](repeating: 7, count: 64)))
        }
        return EquivocationEvidence(votes[0], votes[1]) { _ in [] }
    }

    /// What a line passes on to peer 2, of these transactions.
    private func passed(_ transactions: [SubmittedTransaction]) throws -> QuietEngine {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("evidence-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let pool = TransactionPool(), box = EvidenceBox(path: path), line = GossipLine(), engine = QuietEngine()
        for (index, transaction) in transactions.enumerated() {
            try pool.add(
                transaction, hash: Felt252(UInt64(index) + 1), byteCount: transaction.encoded.count, nextNonce: 0)
        }
        #expect(box.add(evidence()))
        // Before there is an engine there is nobody to tell.
        line.exchange(pool, box, with: 2)
        line.open(engine)
        line.exchange(pool, box, with: 2)
        return engine
    }

    @Test func `it is given what waits here, and the evidence`() throws {
        let sent = try (0..<3 as Range<UInt64>).map { try transaction($0, felts: 4) }
        let engine = try passed(sent)
        let lists = engine.transactions.withLock { $0 }
        #expect(lists.count == 1 && lists.first?.peer == ValidatorIndex(2))
        #expect(lists.first?.list == sent.map(\.encoded))
        let told = engine.evidence.withLock { $0 }
        #expect(told.count == 1 && told.first?.peer == ValidatorIndex(2) && told.first?.evidence == evidence())
    }

    @Test func `of much it is given what its intake takes`() throws {
        // 160 KB each: 8 MB together, of accounts of their own.
        let sent = try (0..<50 as Range<UInt64>).map { try transaction(0, felts: 5_000, sender: 0x2000 + $0) }
        let engine = try passed(sent)
        let bytes = engine.transactions.withLock { $0.first?.list.reduce(0) { $0 + $1.count } } ?? 0
        #expect(bytes > 3 << 20 && bytes <= GossipIntake.queuedBytesMax / 2)
    }
}
