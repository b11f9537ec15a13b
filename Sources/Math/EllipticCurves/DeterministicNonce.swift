import FiniteFields
import SHA2

/// The nonce of RFC 6979 §3.2 with SHA-256 for the group order of the Stark curve (252 bits, so the top 252 bits of each
/// 32-byte candidate count).
enum DeterministicNonce {
    /// A nonce between 1 and the order. `seed` is extra data (RFC 6979 §3.6), none when zero.
    static func generate(messageHash: UInt256, privateKey: UInt256, seed: UInt64) -> UInt256 {
        var data = privateKey.bigEndianBytes
        data += StarkScalar(reducing: messageHash).value.bigEndianBytes
        data += minimalBytes(seed)
        var v = [UInt8](repeating: 1, count: 32), k = [UInt8](repeating: 0, count: 32)
        k = HMACSHA256.code(key: k, v, [0], data)
        v = HMACSHA256.code(key: k, v)
        k = HMACSHA256.code(key: k, v, [1], data)
        v = HMACSHA256.code(key: k, v)
        while true {
            v = HMACSHA256.code(key: k, v)
            if let bits = UInt256(bigEndianBytes: v) {
                let candidate = bits.shiftedRight(by: 4)
                if !candidate.isZero && candidate < StarkCurve.order { return candidate }
            }
            k = HMACSHA256.code(key: k, v, [0])
            v = HMACSHA256.code(key: k, v)
        }
    }

    /// Big-endian without leading zero bytes.
    private static func minimalBytes(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            let byte = UInt8(truncatingIfNeeded: value >> shift)
            if byte != 0 || !bytes.isEmpty { bytes.append(byte) }
        }
        return bytes
    }
}
