import BlockProduction
import ChainStorage
import ConsensusAlgorithms
import ConsensusEngine
import FiniteFields
import Observability
import QuorumCertificates
import StarknetModel
import TransactionExecution

/// The chain behind a validator: what consensus decides about.
final class ValidatorApplication: ApplicationBlocks {
    private let producer: BlockProducer
    private let intake: GossipIntake
    private let onBlock: @Sendable (ExecutedBlock) -> Void

    /// `onBlock` sees every committed block.
    init(_ producer: BlockProducer, _ log: Logger, onBlock: @escaping @Sendable (ExecutedBlock) -> Void) {
        self.producer = producer
        intake = GossipIntake(producer, log)
        self.onBlock = onBlock
    }

    func committedHeight() throws -> Height { Height(producer.store.head?.number ?? 0) }

    func hasPendingTransactions() -> Bool { producer.hasPendingTransactions }

    func build(place: BlockPlace, isStale: @escaping @Sendable () -> Bool) throws -> BlockContent {
        let made = try producer.build(failedRounds: place.round.value, isStale: isStale)
        return BlockContent(block: BlockID(blockHash: made.executed.hash), content: made.content)
    }

    func validate(
        height: Height, content: [UInt8], isStale: @escaping @Sendable () -> Bool
    ) throws(ValidationFailure) -> BlockID {
        do { return BlockID(blockHash: try producer.validate(content: content, isStale: isStale).hash) } catch {
            throw error.isOfContent ? .content(reason: "\(error)") : .own(reason: "\(error)")
        }
    }

    func untimeliness(of content: [UInt8]) -> String? { producer.untimeliness(of: content) }

    func commit(height: Height, content: [UInt8], certificate: [UInt8]) throws {
        onBlock(try producer.commit(content: content, certificate: certificate))
    }

    func decidedBlock(at height: Height) throws -> DecidedContent? {
        guard let certificate = try producer.store.certificate(height.value),
            let content = try producer.content(ofBlock: height.value)
        else { return nil }
        return DecidedContent(certificate: certificate, content: content)
    }

    /// Ends the intake of transactions.
    func stop() { intake.stop() }

    func receiveTransaction(_ bytes: [UInt8], from peer: ValidatorIndex) { intake.add(bytes) }
}
