import ByteCoding

/// A 256-bit hash as eight little-endian 32-bit words, in the order of their bytes.
@frozen public struct Blake2sDigest: Hashable, Sendable, BitwiseCopyable {
    public var words: SIMD8<UInt32>

    @inlinable public init(words: SIMD8<UInt32>) { self.words = words }
    @inlinable public static var zero: Blake2sDigest { Blake2sDigest(words: .zero) }

    /// From exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        words = .zero
        var position = 0
        for byte in bytes {
            words[position &>> 2] |= UInt32(byte) &<< UInt32(truncatingIfNeeded: (position & 3) &* 8)
            position &+= 1
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for i in 0..<8 {
            let word = words[i]
            for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: word &>> shift)) }
        }
        return bytes
    }
}

extension Blake2sDigest: CustomStringConvertible {
    /// 64 lower-case hex digits, no prefix.
    public var hex: String { HexBytes.encode(bytes) }

    public var description: String { hex }
}
