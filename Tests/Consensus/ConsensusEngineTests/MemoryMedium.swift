import QuorumCertificates
import Synchronization
import ValidatorSigning
import WriteAheadLog

/// A file in memory that outlives its engine.
final class MemoryMedium: LogStorage, Sendable {
    private let content: Mutex<[UInt8]>

    init() { content = Mutex([]) }

    /// A file with the content of another one.
    init(copying other: MemoryMedium) { content = Mutex(other.content.withLock { $0 }) }

    func read() throws(LogError) -> [UInt8] { content.withLock { $0 } }
    func append(_ bytes: [UInt8]) throws(LogError) { content.withLock { $0 += bytes } }
    func truncate(to count: Int) throws(LogError) { content.withLock { $0.removeLast($0.count - count) } }
    func sync() throws(LogError) {}
    func replace(with bytes: [UInt8]) throws(LogError) { content.withLock { $0 = bytes } }

    /// The signing journal in this file, begun if the file is new.
    func journal() throws -> SigningJournal<MemoryMedium> {
        content.withLock { $0.isEmpty }
            ? try SigningJournal(beginning: self, floor: Height(0), name: "journal")
            : try SigningJournal(self, name: "journal")
    }
}
