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
    /// The last bytes that do not fill a block.
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    public init() {}

    /// Absorbs bytes; may be called any number of times.
    public mutating func update(_ bytes: [UInt8]) {
        byteCount &+= UInt64(bytes.count)
        var start = 0
        if !pending.isEmpty {
            start = min(64 - pending.count, bytes.count)
            pending.append(contentsOf: bytes[..<start])
            if pending.count < 64 { return }
            state = SHA256.compress(state, blocksOf: pending, from: 0)
            pending.removeAll(keepingCapacity: true)
        }
        state = SHA256.compress(state, blocksOf: bytes, from: start)
        start += (bytes.count - start) / 64 * 64
        pending.append(contentsOf: bytes[start...])
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
        return SHA256.bytes(SHA256.compress(state, blocksOf: tail, from: 0))
    }

    /// The digest of a byte string.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// The digest of any sequence of bytes.
    @inlinable
    public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] { hash(Array(bytes)) }

    /// Sixteen big-endian words of 64 bytes.
    static func words(_ bytes: [UInt8], at start: Int) -> SIMD16<UInt32> {
        var words = SIMD16<UInt32>()
        bytes.withUnsafeBytes { bytes in
            for index in 0..<16 {
                let word = bytes.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self)
                words[index] = UInt32(bigEndian: word)
            }
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
