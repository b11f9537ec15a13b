public import FiniteFields
public import StarknetModel
import Synchronization
public import WriteAheadLog

/// The transactions that this node acknowledged to clients and no block holds yet, in a file: a node that is killed has them
/// again when it starts. Written without waiting for the disk: what a power cut takes, other nodes' pools have.
public final class PoolJournal<Medium: LogStorage>: Sendable {
    /// Beyond this nothing is added. From half of it on the journal is written anew after a block, with what still waits, which
    /// the pool's own bound keeps below half.
    public static var bytesMax: Int { 64 << 20 }
    private static var recordBytesMax: Int { 4 << 20 }

    private let log: Mutex<RecordLog<Medium>?>

    /// Opens or begins the journal; nil when there is no file to be had. A file that is no journal is as good as none: what it
    /// held can be sent again.
    public init(_ medium: sending Medium?) {
        log = Mutex(medium.flatMap { try? RecordLog($0, recordBytesMax: Self.recordBytesMax) })
    }

    /// Whether transactions are kept: false when the file cannot be used.
    public var isKept: Bool { log.withLock { $0 != nil } }

    /// What was found at opening: the transactions in order of their arrival, and why others were dropped. Not kept here
    /// afterwards.
    public func takeRecovered() -> (transactions: [SubmittedTransaction], drops: [(hash: Felt252, reason: DropReason)])
    {
        let records = log.withLock { $0?.takeRecovered() ?? [] }
        return (
            records.compactMap { try? SubmittedTransaction(decoding: $0) },
            records.compactMap(DropRecord.init(bytes:)).map { ($0.hash, $0.reason) }
        )
    }

    /// Adds a transaction that was taken.
    public func add(_ transaction: SubmittedTransaction) {
        let bytes = transaction.encoded
        log.withLock { log in
            guard let count = log?.byteCount, count + bytes.count <= Self.bytesMax else { return }
            // A full disk: from here on nothing is kept, and the pool goes on.
            do { try log?.append(bytes) } catch { log = nil }
        }
    }

    /// Writes the journal anew with what waits now and why others were dropped lately, when it has grown enough to be worth it.
    /// What waits is read while nothing can be added: a transaction is in the pool before it comes here, so none falls between
    /// the two.
    public func compact(_ pool: TransactionPool, atLeast byteCount: Int = PoolJournal.bytesMax / 2) {
        log.withLock { log in
            guard let count = log?.byteCount, count >= byteCount else { return }
            let drops = pool.drops.map { DropRecord(hash: $0.hash, reason: $0.reason).bytes }
            do { try log?.compact(to: drops + pool.waiting(bytesMax: .max).map(\.encoded)) } catch { log = nil }
        }
    }
}

extension PoolJournal where Medium == LogFile {
    /// Opens or begins the journal in a file.
    public convenience init(path: String) { self.init(try? LogFile(path: path)) }
}
