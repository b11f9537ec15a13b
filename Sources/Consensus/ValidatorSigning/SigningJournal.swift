public import ConsensusAlgorithms
public import QuorumCertificates
public import WriteAheadLog

/// What a key signed last, on disk before the signature leaves. It begins with a floor, so that it is never empty.
///
/// Only positions after the last one may be signed, and the last one only with the same bytes again. That is stricter
/// than the protocol needs and simple enough to be seen right. A crash can leave the last record incomplete: its
/// signature was never handed out. Any other damage is refused.
public struct SigningJournal<Storage: LogStorage> {
    /// The bytes of a record: major number, round, step, and the 32-byte digest of what was signed.
    static var recordByteCount: Int { 8 + 4 + 1 + 32 }
    /// What stands for a digest where nothing was signed: at a floor.
    static var noDigest: [UInt8] { [UInt8](repeating: 0, count: 32) }
    /// Longer journals are shortened to their last record.
    static var recordCountMax: Int { 4_096 }

    private var log: RecordLog<Storage>
    private var recordCount: Int
    /// The last position, and the digest of its message.
    public private(set) var last: (position: SigningPosition, digest: [UInt8])

    /// Opens a journal that was begun. `name` is for error messages. One without a whole record is refused: it would allow
    /// everything that the lost ones forbid.
    public init(_ storage: Storage, name: String) throws(SigningError) {
        log = try SigningJournal.open(storage, name)
        // Records are synced one by one, so a crash can tear one of them and no more: it is cut, or it has its length and
        // its end never reached the disk. One that is whole and damaged otherwise was perhaps signed.
        let wholeRecord = SigningJournal.recordByteCount + 8
        guard log.droppedByteCount < wholeRecord || log.droppedByteCount == wholeRecord && log.endsInZeros else {
            throw .journalCorrupt(name)
        }
        var last: (position: SigningPosition, digest: [UInt8])?
        for record in log.recovered {
            guard let (position, digest) = SigningJournal.decode(record),
                last.map({ $0.position < position }) ?? true
            else { throw .journalCorrupt(name) }
            last = (position, digest)
        }
        guard let last else { throw .journalCorrupt(name) }
        self.last = last
        recordCount = log.recovered.count
    }

    /// Begins the journal of a key in an empty storage: nothing at or below the floor will be signed. A new key has the
    /// floor 0.
    public init(beginning storage: Storage, floor: Height, name: String) throws(SigningError) {
        log = try SigningJournal.open(storage, name)
        guard log.recovered.isEmpty, log.droppedByteCount == 0 else { throw .journalCorrupt(name) }
        last = (.last(in: floor.value), SigningJournal.noDigest)
        recordCount = 1
        do { try log.compact(to: [SigningJournal.encode(last.position, last.digest)]) } catch { throw .log(error) }
    }

    private static func open(_ storage: Storage, _ name: String) throws(SigningError) -> RecordLog<Storage> {
        do {
            return try RecordLog(storage, recordBytesMax: recordByteCount)
        } catch {
            throw error == .foreign ? .journalCorrupt(name) : .log(error)
        }
    }

    /// Records that `digest` is about to be signed at `position`, durably. Throws when that would contradict or go back.
    public mutating func admit(_ position: SigningPosition, digest: [UInt8]) throws(SigningError) {
        if last.position == position && last.digest == digest { return }
        guard last.position < position else { throw .wouldContradict(position, last: last.position) }
        let record = SigningJournal.encode(position, digest)
        do {
            if recordCount >= SigningJournal.recordCountMax {
                try log.compact(to: [record])
                recordCount = 1
            } else {
                try log.append(record)
                try log.sync()
                recordCount += 1
            }
        } catch {
            throw .log(error)
        }
        last = (position, digest)
    }

    private static func encode(_ position: SigningPosition, _ digest: [UInt8]) -> [UInt8] {
        let little: (UInt64, Int) -> [UInt8] = { value, count in
            (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        }
        return little(position.major, 8) + little(UInt64(position.round.value), 4) + [position.step] + digest
    }

    private static func decode(_ record: [UInt8]) -> (SigningPosition, [UInt8])? {
        guard record.count == recordByteCount else { return nil }
        let number: (Range<Int>) -> UInt64 = { range in range.reversed().reduce(0) { $0 << 8 | UInt64(record[$1]) } }
        let round = Round(UInt32(truncatingIfNeeded: number(8..<12)))
        return (SigningPosition(major: number(0..<8), round: round, step: record[12]), Array(record[13...]))
    }
}
