/// An append-only log of records that survives being cut off anywhere.
///
/// Layout: 8 bytes of magic, then for each record its length (4 bytes, little-endian), the CRC-32C of the length and
/// the payload, and the payload. Opening reads records up to the first that is incomplete or does not match its
/// checksum, and removes the rest: what was synced is there, what was not may be there in part. A failed write or
/// fsync breaks the log for good, since after it nobody knows what the disk holds.
///
/// Not for use from several threads at once.
public struct RecordLog<Storage: LogStorage> {
    static var magic: [UInt8] { Array("STARLOG1".utf8) }

    private var storage: Storage
    private var isBroken = false
    private let recordBytesMax: Int
    private var hasUnsynced = false

    /// The records found at opening, in order.
    public private(set) var recovered: [[UInt8]] = []
    /// How many bytes after the last whole record were removed at opening.
    public let droppedByteCount: Int
    /// Whether they end in zeros, as the last bytes of a write do that never reached the disk: in more than a digest ends in
    /// by chance.
    public let endsInZeros: Bool
    /// The bytes in the file now.
    public private(set) var byteCount: Int

    /// Opens a log, or begins one in an empty storage.
    public init(_ storage: Storage, recordBytesMax: Int) throws(LogError) {
        var storage = storage
        let bytes = try storage.read()
        let magic = RecordLog.magic
        self.recordBytesMax = recordBytesMax
        var end = magic.count
        if bytes.count < magic.count {
            // A file that was cut off while it was begun holds no record yet.
            guard magic.starts(with: bytes) else { throw .foreign }
            try storage.replace(with: magic)
            droppedByteCount = 0
            endsInZeros = false
        } else {
            guard bytes.starts(with: magic) else { throw .foreign }
            while let record = RecordLog.record(in: bytes, at: end, max: recordBytesMax) {
                recovered.append(Array(bytes[record]))
                end = record.upperBound
            }
            droppedByteCount = bytes.count - end
            endsInZeros = droppedByteCount >= 8 && bytes.suffix(8).allSatisfy { $0 == 0 }
            if droppedByteCount > 0 {
                try storage.truncate(to: end)
                try storage.sync()
            }
        }
        byteCount = end
        self.storage = storage
    }

    /// The records found at opening, which are not kept here any longer.
    public mutating func takeRecovered() -> [[UInt8]] {
        defer { recovered = [] }
        return recovered
    }

    /// The payload's place of the record at `offset`; nil when it is not whole.
    private static func record(in bytes: [UInt8], at offset: Int, max: Int) -> Range<Int>? {
        guard bytes.count - offset >= 8 else { return nil }
        let word: (Int) -> UInt32 = { start in
            (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
        }
        let count = Int(word(offset))
        guard count <= max, bytes.count - offset - 8 >= count else { return nil }
        let payload = offset + 8..<offset + 8 + count
        let sum = CRC32C.checksum(bytes[offset..<offset + 4] + bytes[payload])
        return sum == word(offset + 4) ? payload : nil
    }

    private static func encode(_ record: [UInt8]) -> [UInt8] {
        let little: (UInt32) -> [UInt8] = { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
        }
        let length = little(UInt32(record.count))
        return length + little(CRC32C.checksum(length + record)) + record
    }

    /// Adds a record, which is durable after the next `sync`.
    public mutating func append(_ record: [UInt8]) throws(LogError) {
        guard !isBroken else { throw .broken }
        guard record.count <= recordBytesMax else {
            throw .recordTooLong(count: record.count, max: recordBytesMax)
        }
        let bytes = RecordLog.encode(record)
        isBroken = true
        try storage.append(bytes)
        isBroken = false
        byteCount += bytes.count
        hasUnsynced = true
    }

    /// Makes all records durable. Costs nothing when they are.
    public mutating func sync() throws(LogError) {
        guard !isBroken else { throw .broken }
        guard hasUnsynced else { return }
        isBroken = true
        try storage.sync()
        isBroken = false
        hasUnsynced = false
    }

    /// Replaces everything by these records, durably and in one step.
    public mutating func compact(to records: [[UInt8]]) throws(LogError) {
        guard !isBroken else { throw .broken }
        for record in records where record.count > recordBytesMax {
            throw .recordTooLong(count: record.count, max: recordBytesMax)
        }
        var bytes = RecordLog.magic
        for record in records { bytes += RecordLog.encode(record) }
        isBroken = true
        try storage.replace(with: bytes)
        isBroken = false
        byteCount = bytes.count
        hasUnsynced = false
    }
}
