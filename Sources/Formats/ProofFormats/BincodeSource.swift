import ByteCoding

/// Reads serde's data model from bincode 1.3: see `BincodeWriter`. A cursor, which every part of a value moves on.
final class BincodeSource: SerdeSource {
    private var reader: ByteReader

    init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    /// Throws when bytes are left.
    func finish() throws(ByteCodingError) { try reader.finish() }

    func structure(_ names: [String]) throws(ByteCodingError) {}
    func member(_ name: String) throws(ByteCodingError) -> BincodeSource { self }
    func present() throws(ByteCodingError) -> BincodeSource? { try reader.bool() ? self : nil }

    func sequence<T>(_ read: (BincodeSource) throws(ByteCodingError) -> T) throws(ByteCodingError) -> [T] {
        let count = try count(max: .max)
        var items: [T] = []
        items.reserveCapacity(count)
        for _ in 0..<count { items.append(try read(self)) }
        return items
    }

    func elements(_ count: Int) throws(ByteCodingError) -> [BincodeSource] {
        [BincodeSource](repeating: self, count: count)
    }

    func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) throws(ByteCodingError) -> Number {
        switch Number.bitWidth {
        case 8: Number(truncatingIfNeeded: try reader.u8())
        case 32: Number(truncatingIfNeeded: try reader.u32())
        case 64: Number(truncatingIfNeeded: try reader.u64())
        default: throw .notCanonical
        }
    }

    func text(max: Int) throws(ByteCodingError) -> String {
        let bytes = try reader.bytes(count: try count(max: max))
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notCanonical }
        return text
    }

    func choice(_ names: [String]) throws(ByteCodingError) -> Int {
        guard let index = Int(exactly: try reader.u32()), index < names.count else { throw .notCanonical }
        return index
    }

    func mismatch(_ expected: String) -> ByteCodingError { .notCanonical }

    /// A length before a list. Every element takes a byte at least, so that no more are there than bytes are left.
    private func count(max bound: Int) throws(ByteCodingError) -> Int {
        let value = try reader.u64()
        let max = min(bound, reader.left)
        guard let count = Int(exactly: value), count <= max else { throw .tooLong(count: value, max: max) }
        return count
    }
}
