import WriteAheadLog

/// A disk in memory that a test can cut off.
final class JournalStorage: LogStorage {
    var bytes: [UInt8]
    var durable: Int

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        durable = bytes.count
    }

    func read() throws(LogError) -> [UInt8] { bytes }
    func append(_ more: [UInt8]) throws(LogError) { bytes += more }
    func truncate(to count: Int) throws(LogError) {
        bytes.removeLast(bytes.count - count)
        durable = min(durable, count)
    }
    func sync() throws(LogError) { durable = bytes.count }
    func replace(with new: [UInt8]) throws(LogError) {
        bytes = new
        durable = new.count
    }
}
