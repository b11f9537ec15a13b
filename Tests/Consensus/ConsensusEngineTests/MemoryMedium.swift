import Synchronization
import WriteAheadLog

/// A file in memory that outlives its engine.
final class MemoryMedium: LogStorage, Sendable {
    private let content = Mutex<[UInt8]>([])

    func read() throws(LogError) -> [UInt8] { content.withLock { $0 } }
    func append(_ bytes: [UInt8]) throws(LogError) { content.withLock { $0 += bytes } }
    func truncate(to count: Int) throws(LogError) { content.withLock { $0.removeLast($0.count - count) } }
    func sync() throws(LogError) {}
    func replace(with bytes: [UInt8]) throws(LogError) { content.withLock { $0 = bytes } }
}
