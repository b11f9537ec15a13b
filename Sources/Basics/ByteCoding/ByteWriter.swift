/// Writes what `ByteReader` reads: little-endian integers, varints, length-prefixed bytes, counted items.
public struct ByteWriter: Sendable {
    /// Everything written.
    public private(set) var bytes: [UInt8] = []

    /// Nothing written yet.
    public init() {}

    /// An empty writer with room for so many bytes.
    public init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Numbers of fixed width, little endian.
    public mutating func u8(_ value: UInt8) { bytes.append(value) }
    public mutating func u16(_ value: UInt16) { littleEndian(UInt64(value), count: 2) }
    public mutating func u32(_ value: UInt32) { littleEndian(UInt64(value), count: 4) }
    public mutating func u64(_ value: UInt64) { littleEndian(value, count: 8) }

    /// The same of 16 bytes.
    public mutating func u128(_ value: UInt128) {
        littleEndian(UInt64(truncatingIfNeeded: value), count: 8)
        littleEndian(UInt64(truncatingIfNeeded: value >> 64), count: 8)
    }

    /// One byte: 0 or 1.
    public mutating func bool(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// An unsigned LEB128 number in its shortest form.
    public mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A count of items, as `ByteReader.count` reads it.
    public mutating func count(_ value: Int) { varint(UInt64(value)) }

    /// Bytes as they are.
    public mutating func raw(_ value: some Sequence<UInt8>) { bytes.append(contentsOf: value) }

    /// Bytes behind their length.
    public mutating func lengthPrefixed(_ value: some Collection<UInt8>) {
        count(value.count)
        bytes.append(contentsOf: value)
    }

    /// Items behind their count.
    @inlinable
    public mutating func array<Item>(_ items: some Collection<Item>, _ write: (inout ByteWriter, Item) -> Void) {
        count(items.count)
        for item in items { write(&self, item) }
    }

    /// A value behind a presence byte.
    @inlinable
    public mutating func optional<Item>(_ item: Item?, _ write: (inout ByteWriter, Item) -> Void) {
        bool(item != nil)
        if let item { write(&self, item) }
    }

    private mutating func littleEndian(_ value: UInt64, count: Int) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
    }
}
