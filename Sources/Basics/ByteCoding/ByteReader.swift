/// A strict reader over bytes from outside.
///
/// Integers are little-endian. Nothing traps: a short input, a second encoding of the same value or a count above the
/// given maximum throws. Counts are compared with the bytes that are left before anything is allocated, and all
/// allocations of one reader together stay within its budget, so that a small input cannot claim a large memory.
///
/// ```swift
/// var reader = ByteReader(bytes)
/// let height = try reader.u64()
/// let hashes = try reader.array(max: 1_000, itemBytesMin: 32) { reader throws(ByteCodingError) in try reader.bytes(count: 32) }
/// try reader.finish()
/// ```
public struct ByteReader: Sendable {
    private let storage: [UInt8]
    private var position: Int
    private let end: Int
    private var budget: Int
    private let budgetMax: Int

    /// Reads a whole array. `budget` bounds the number of array items decoded in total.
    public init(_ bytes: [UInt8], budget: Int = 1 << 26) {
        storage = bytes
        position = 0
        end = bytes.count
        self.budget = budget
        budgetMax = budget
    }

    /// Reads a slice.
    public init(_ bytes: ArraySlice<UInt8>, budget: Int = 1 << 26) {
        self.init(Array(bytes), budget: budget)
    }

    /// The number of bytes not read yet.
    public var left: Int { end - position }

    /// Where the next byte is read, from the start of the input.
    public var offset: Int { position }

    /// Whether everything was read.
    public var isAtEnd: Bool { position == end }

    /// Ends the reading; throws when bytes are left.
    public func finish() throws(ByteCodingError) {
        guard isAtEnd else { throw .trailing(count: left) }
    }

    /// Moves over `count` bytes and returns where they begin.
    private mutating func take(_ count: Int) throws(ByteCodingError) -> Int {
        guard count >= 0, count <= left else { throw .truncated(needed: max(count, 0), left: left) }
        let start = position
        position += count
        return start
    }

    /// Four or eight bytes at once; the bound was checked by `take`.
    @inline(__always)
    private mutating func word<Word: FixedWidthInteger>(_ type: Word.Type) throws(ByteCodingError) -> Word {
        let start = try take(Word.bitWidth / 8)
        return storage.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Word.self) }
    }
}

// MARK: - Integers

extension ByteReader {
    /// Numbers of fixed width, little endian.
    public mutating func u8() throws(ByteCodingError) -> UInt8 { storage[try take(1)] }
    public mutating func u16() throws(ByteCodingError) -> UInt16 { UInt16(littleEndian: try word(UInt16.self)) }
    public mutating func u32() throws(ByteCodingError) -> UInt32 { UInt32(littleEndian: try word(UInt32.self)) }
    public mutating func u64() throws(ByteCodingError) -> UInt64 { UInt64(littleEndian: try word(UInt64.self)) }
    /// Eight bytes, most significant first: the words of numbers that are written as they are read by people.
    public mutating func u64BigEndian() throws(ByteCodingError) -> UInt64 {
        UInt64(bigEndian: try word(UInt64.self))
    }

    /// The same of 16 bytes.
    public mutating func u128() throws(ByteCodingError) -> UInt128 {
        let low = try u64()
        return UInt128(try u64()) << 64 | UInt128(low)
    }

    /// One byte, 0 or 1.
    public mutating func bool() throws(ByteCodingError) -> Bool {
        switch try u8() {
        case 0: return false
        case 1: return true
        default: throw .notCanonical
        }
    }

    /// An unsigned LEB128 number, in its shortest form only.
    public mutating func varint() throws(ByteCodingError) -> UInt64 {
        var value: UInt64 = 0, shift: UInt64 = 0
        while true {
            let byte = try u8()
            let bits = UInt64(byte & 0x7f)
            if shift == 63 && bits > 1 { throw .notCanonical }
            value |= bits << shift
            if byte & 0x80 == 0 {
                if byte == 0 && shift > 0 { throw .notCanonical }
                return value
            }
            if shift == 63 { throw .notCanonical }
            shift += 7
        }
    }
}

// MARK: - Runs of bytes and items

extension ByteReader {
    /// The next `count` bytes.
    public mutating func bytes(count: Int) throws(ByteCodingError) -> [UInt8] {
        let start = try take(count)
        return Array(storage[start..<(start + count)])
    }

    /// Bytes behind their length (a varint) of at most `max`.
    public mutating func lengthPrefixed(max: Int) throws(ByteCodingError) -> [UInt8] {
        let count = try self.count(max: max, itemBytesMin: 1)
        return try bytes(count: count)
    }

    /// Skips `count` bytes.
    public mutating func skip(count: Int) throws(ByteCodingError) { _ = try take(count) }

    /// A count of items (a varint) that is at most `max` and for which enough bytes are left.
    public mutating func count(max: Int, itemBytesMin: Int = 1) throws(ByteCodingError) -> Int {
        let value = try varint()
        guard let count = Int(exactly: value), count <= max else { throw .tooLong(count: value, max: max) }
        let (needed, overflow) = count.multipliedReportingOverflow(by: itemBytesMin)
        guard !overflow, needed <= left else { throw .truncated(needed: overflow ? .max : needed, left: left) }
        guard count <= budget else { throw .overBudget(max: budgetMax) }
        budget -= count
        return count
    }

    /// Items behind their count (a varint) of at most `max`.
    ///
    /// - Parameter itemBytesMin: The smallest encoding of one item, at least one byte: a count that the input cannot hold
    ///   is refused before room for it is made.
    @inlinable
    public mutating func array<Item>(
        max: Int, itemBytesMin: Int = 1, _ item: (inout ByteReader) throws(ByteCodingError) -> Item
    ) throws(ByteCodingError) -> [Item] {
        let count = try self.count(max: max, itemBytesMin: itemBytesMin)
        var items: [Item] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try item(&self)) }
        return items
    }

    /// A value behind a presence byte.
    @inlinable
    public mutating func optional<Item>(
        _ item: (inout ByteReader) throws(ByteCodingError) -> Item
    ) throws(ByteCodingError) -> Item? {
        try bool() ? try item(&self) : nil
    }
}
