import QuorumCertificates
public import WriteAheadLog

/// What a key signed last, on disk before the signature leaves.
///
/// Only steps after the last one may be signed, and the last one only with the same bytes again. That is stricter
/// than the protocol needs and simple enough to be seen right. A crash can leave the last record incomplete: its
/// signature was never handed out. Any other damage is refused.
public struct SigningJournal<Storage: LogStorage> {
    /// The bytes of a record: height, round, kind, and the 32-byte digest of what was signed.
    static var recordByteCount: Int { 8 + 4 + 1 + 32 }
    /// Longer journals are shortened to their last record.
    static var recordCountMax: Int { 4_096 }

    private var log: RecordLog<Storage>
    private var recordCount: Int
    /// The last step, and the digest of its message; nil before the first signature.
    public private(set) var last: (step: SigningStep, digest: [UInt8])?

    /// Opens a journal. `name` is for error messages.
    public init(_ storage: Storage, name: String) throws(SigningError) {
        do {
            log = try RecordLog(storage, recordBytesMax: SigningJournal.recordByteCount)
        } catch {
            throw error == .foreign ? .journalCorrupt(name) : .log(error)
        }
        // Records are synced one by one, so a crash can tear one of them and no more.
        guard log.droppedByteCount < SigningJournal.recordByteCount + 8 else { throw .journalCorrupt(name) }
        recordCount = log.recovered.count
        for record in log.recovered {
            guard let (step, digest) = SigningJournal.decode(record), last.map({ $0.step < step }) ?? true else {
                throw .journalCorrupt(name)
            }
            last = (step, digest)
        }
    }

    /// Records that `digest` is about to be signed for `step`, durably. Throws when that would contradict or go back.
    public mutating func admit(_ step: SigningStep, digest: [UInt8]) throws(SigningError) {
        if let last {
            if last.step == step && last.digest == digest { return }
            guard last.step < step else { throw .wouldContradict(step, last: last.step) }
        }
        let record = SigningJournal.encode(step, digest)
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
        last = (step, digest)
    }

    private static func encode(_ step: SigningStep, _ digest: [UInt8]) -> [UInt8] {
        let little: (UInt64, Int) -> [UInt8] = { value, count in
            (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        }
        return little(step.height.value, 8) + little(UInt64(step.round.value), 4) + [step.kind.rawValue] + digest
    }

    private static func decode(_ record: [UInt8]) -> (SigningStep, [UInt8])? {
        guard record.count == recordByteCount, let kind = SigningStep.Kind(rawValue: record[12]) else { return nil }
        let number: (Range<Int>) -> UInt64 = { range in range.reversed().reduce(0) { $0 << 8 | UInt64(record[$1]) } }
        let round = Round(UInt32(truncatingIfNeeded: number(8..<12)))
        return (SigningStep(height: Height(number(0..<8)), round: round, kind: kind), Array(record[13...]))
    }
}
