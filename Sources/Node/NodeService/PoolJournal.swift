import StarknetModel
import Synchronization
import TransactionPool
import WriteAheadLog

/// The transactions that this node acknowledged to clients and no block holds yet, in a file: a node that is killed has them
/// again when it starts. Written without waiting for the disk: what a power cut takes, other nodes' pools have.
final class PoolJournal: Sendable {
    /// A journal that grew beyond this is written anew with what still waits. The pool's own bound keeps that below half.
    static let bytesMax = 64 << 20
    private static let recordBytesMax = 4 << 20

    private let log: Mutex<RecordLog<LogFile>?>

    /// Opens or begins the journal. A file that is no journal, or cannot be read, is as good as none: what it held can be
    /// sent again.
    init(path: String) {
        log = Mutex((try? LogFile(path: path)).flatMap { try? RecordLog($0, recordBytesMax: Self.recordBytesMax) })
    }

    /// Whether transactions are kept: false when the file cannot be used.
    var isKept: Bool { log.withLock { $0 != nil } }

    /// The transactions found at opening, in order of their arrival.
    var recovered: [SubmittedTransaction] {
        log.withLock { $0?.recovered ?? [] }.compactMap { try? SubmittedTransaction(decoding: $0) }
    }

    /// Adds a transaction that was taken.
    func add(_ transaction: SubmittedTransaction) {
        let bytes = transaction.encoded
        log.withLock { log in
            guard let count = log?.byteCount, count + bytes.count <= Self.bytesMax else { return }
            // A full disk: from here on nothing is kept, and the pool goes on.
            do { try log?.append(bytes) } catch { log = nil }
        }
    }

    /// Writes the journal anew with what waits now, when it has grown enough to be worth it. What waits is read while nothing
    /// can be added: a transaction is in the pool before it comes here, so none falls between the two.
    func compact(_ pool: TransactionPool, atLeast byteCount: Int = bytesMax / 2) {
        log.withLock { log in
            guard let count = log?.byteCount, count >= byteCount else { return }
            do { try log?.compact(to: pool.waiting(bytesMax: .max).map(\.encoded)) } catch { log = nil }
        }
    }
}
