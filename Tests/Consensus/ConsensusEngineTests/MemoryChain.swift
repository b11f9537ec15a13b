import ConsensusAlgorithms
import ConsensusEngine
import QuorumCertificates
import Synchronization
import Threading
import ValidatorSigning

/// A chain of blocks that are lists of bytes: the application of engine tests.
final class MemoryChain: ApplicationBlocks {
    struct Refusal: Error { let reason: String }

    private struct State {
        var blocks: [DecidedContent] = []
        var pool: [[UInt8]] = []
        var counter: UInt64 = 0
        var questions = 0
    }

    let name: UInt8
    /// The id of a content: which block hash consensus decides on.
    private let identify: @Sendable (Height, [UInt8]) throws -> BlockID
    private let state = Mutex(State())

    init(name: UInt8, identify: @escaping @Sendable (Height, [UInt8]) throws -> BlockID = MemoryChain.id) {
        self.name = name
        self.identify = identify
    }

    /// Contents whose check takes until nobody wants it any more, by their names (the second byte).
    let endless = Mutex<Set<UInt8>>([])

    /// Nothing can be checked or read: the node's own disk fails.
    let isUnreadable = Mutex(false)

    /// By this node's clock every new block is of the future.
    let isBehind = Mutex(false)

    func untimeliness(of content: [UInt8]) -> String? { isBehind.withLock { $0 } ? "ahead of the clock" : nil }

    var blocks: [DecidedContent] { state.withLock { $0.blocks } }

    func add(_ transaction: [UInt8]) { state.withLock { $0.pool.append(transaction) } }

    @Sendable static func id(height: Height, content: [UInt8]) throws -> BlockID {
        guard content.first == 0xaa else { throw Refusal(reason: "no block") }
        let digest = try SHA256Digest.of(content + [UInt8(truncatingIfNeeded: height.value)])
        guard let block = BlockID(bytes: digest) else { throw Refusal(reason: "digest") }
        return block
    }

    func committedHeight() throws -> Height { Height(UInt64(blocks.count)) }

    func hasPendingTransactions() -> Bool {
        state.withLock {
            $0.questions += 1
            return !$0.pool.isEmpty
        }
    }

    /// How often the engine asked for pending transactions: it does while a block is due and none is begun.
    var questions: Int { state.withLock { $0.questions } }

    func build(place: BlockPlace, isStale: @escaping @Sendable () -> Bool) throws -> BlockContent {
        let content = state.withLock { state in
            state.counter += 1
            return [0xaa, name, UInt8(truncatingIfNeeded: state.counter)] + state.pool.prefix(100).joined()
        }
        return BlockContent(block: try identify(place.height, content), content: content)
    }

    func validate(
        height: Height, content: [UInt8], isStale: @escaping @Sendable () -> Bool
    ) throws(ValidationFailure) -> BlockID {
        if isUnreadable.withLock({ $0 }) { throw .own(reason: "the disk cannot be read") }
        if content.count > 1, endless.withLock({ $0.contains(content[1]) }) {
            while !isStale() { MonotonicClock.sleep(seconds: 0.001) }
            throw .own(reason: "stopped")
        }
        do { return try identify(height, content) } catch { throw .content(reason: "\(error)") }
    }

    func commit(height: Height, content: [UInt8], certificate: [UInt8]) throws {
        try state.withLock { state in
            guard state.blocks.count + 1 == Int(height.value) else { throw Refusal(reason: "height \(height)") }
            state.blocks.append(DecidedContent(certificate: certificate, content: content))
            state.pool = []
        }
    }

    func decidedBlock(at height: Height) throws -> DecidedContent? {
        if isUnreadable.withLock({ $0 }) { throw Refusal(reason: "the disk cannot be read") }
        return state.withLock {
            $0.blocks.indices.contains(Int(height.value) - 1) ? $0.blocks[Int(height.value) - 1] : nil
        }
    }

    func receiveTransaction(_ bytes: [UInt8], from peer: ValidatorIndex) { add(bytes) }
}
