/// SHA-256 (FIPS 180-4): the full hash, and the compression function that Starknet's `sha256_process_block` exposes.
public struct SHA256: Sendable {
    /// The chaining value: eight words H0…H7.
    public typealias State = SIMD8<UInt32>

    /// The initial hash value, FIPS 180-4 §5.3.3.
    public static var initialState: State {
        State(
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    }

    private var state = SHA256.initialState
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    public init() {}

    /// Absorbs bytes; may be called any number of times.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            pending.append(byte)
            byteCount &+= 1
            if pending.count == 64 {
                state = SHA256.compress(state, block: SHA256.words(pending))
                pending.removeAll(keepingCapacity: true)
            }
        }
    }

    /// The 32-byte digest of everything absorbed.
    public consuming func finalize() -> [UInt8] {
        let bitCount = byteCount &* 8
        var tail = pending
        tail.append(0x80)
        while tail.count % 64 != 56 { tail.append(0) }
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        var final = state
        for start in stride(from: 0, to: tail.count, by: 64) {
            final = SHA256.compress(final, block: SHA256.words(tail[start..<(start + 64)]))
        }
        return SHA256.bytes(final)
    }

    /// The digest of a byte string.
    public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// Sixteen big-endian words of 64 bytes.
    private static func words(_ bytes: some Collection<UInt8>) -> SIMD16<UInt32> {
        var words = SIMD16<UInt32>()
        for (index, byte) in bytes.enumerated() {
            words[index / 4] = words[index / 4] << 8 | UInt32(byte)
        }
        return words
    }

    private static func bytes(_ state: State) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in 0..<8 {
            for shift in stride(from: UInt32(24), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: state[index] >> shift))
            }
        }
        return bytes
    }
}
