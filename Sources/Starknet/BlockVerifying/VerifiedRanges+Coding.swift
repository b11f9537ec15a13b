public import ByteCoding
import FiniteFields
public import StarknetModel

/// What the browser keeps from one page to the next. It is as trustworthy as where it was kept: whoever could write there
/// could have written anything.
extension VerifiedRanges: ByteCodable {
    private static let magic: [UInt8] = Array("STARLVR2".utf8)
    private static let fingerprintBytes = 32

    public func encode(to writer: inout ByteWriter) {
        writer.raw(VerifiedRanges.magic)
        writer.lengthPrefixed(fingerprint)
        writer.array(ranges) { writer, range in
            writer.u64(range.first)
            writer.felt(range.base)
            writer.array(range.hashes) { writer, hash in writer.felt(hash) }
            writer.array(range.incomplete) { writer, number in writer.u64(number) }
            writer.u128(range.gasPrice)
            writer.u128(range.nextGasPrice)
        }
    }

    /// Decodes ranges that this type could have made, of at most `blocksMax` blocks.
    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.bytes(count: VerifiedRanges.magic.count) == VerifiedRanges.magic else { throw .notCanonical }
        let fingerprint = try reader.lengthPrefixed(max: VerifiedRanges.fingerprintBytes)
        // A number, a felt, two counts of which the first is not zero, and two prices.
        let ranges = try reader.array(max: VerifiedRanges.blocksMax, itemBytesMin: 106) {
            (reader) throws(ByteCodingError) -> VerifiedRange in
            try VerifiedRanges.range(&reader, fingerprint)
        }
        var blocks = 0, next: UInt64 = 1
        for range in ranges {
            guard range.first >= next, range.last < .max - 1 else { throw .notCanonical }
            next = range.last + 2
            blocks += range.count
        }
        guard blocks <= VerifiedRanges.blocksMax else { throw .notCanonical }
        self.init(fingerprint, ranges)
    }

    private static func range(
        _ reader: inout ByteReader, _ fingerprint: [UInt8]
    ) throws(ByteCodingError) -> VerifiedRange {
        let first = try reader.u64(), base = try reader.felt()
        let hashes = try reader.array(max: blocksMax, itemBytesMin: 32) { (reader) throws(ByteCodingError) -> Felt252 in
            try reader.felt()
        }
        let incomplete = try reader.array(max: hashes.count, itemBytesMin: 8) {
            (reader) throws(ByteCodingError) -> UInt64 in try reader.u64()
        }
        guard !hashes.isEmpty, first <= .max - UInt64(hashes.count) else { throw .notCanonical }
        var next = first
        for number in incomplete {
            guard number >= next, number - first < UInt64(hashes.count) else { throw .notCanonical }
            next = number + 1
        }
        return VerifiedRange(
            first: first, base: base, hashes: hashes, incomplete: incomplete, fingerprint: fingerprint,
            gasPrice: try reader.u128(), nextGasPrice: try reader.u128())
    }
}
