/// Keccak-256 as Ethereum and Starknet use it: rate 136 bytes, padding 0x01 … 0x80 (not SHA-3's 0x06).
public enum Keccak256 {
    /// The 32-byte digest.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        let lanes = sponge(bytes)
        var digest: [UInt8] = []
        digest.reserveCapacity(32)
        for lane in 0..<4 {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                digest.append(UInt8(truncatingIfNeeded: lanes[lane] >> shift))
            }
        }
        return digest
    }

    /// The 32-byte digest of any sequence.
    @inlinable
    public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] { hash(Array(bytes)) }

    /// The final state; its first four lanes are the digest.
    static func sponge(_ bytes: [UInt8]) -> [UInt64] {
        var lanes = [UInt64](repeating: 0, count: 25)
        var start = 0
        while bytes.count - start >= 136 {
            bytes.withUnsafeBytes { bytes in
                for lane in 0..<17 {
                    let word = bytes.loadUnaligned(fromByteOffset: start + 8 * lane, as: UInt64.self)
                    lanes[lane] ^= UInt64(littleEndian: word)
                }
            }
            Keccak.permute(&lanes)
            start += 136
        }
        var position = 0
        while start + position < bytes.count {
            lanes[position >> 3] ^= UInt64(bytes[start + position]) << UInt64((position & 7) * 8)
            position += 1
        }
        lanes[position >> 3] ^= 1 << UInt64((position & 7) * 8)
        lanes[16] ^= 0x80 << 56
        Keccak.permute(&lanes)
        return lanes
    }
}
