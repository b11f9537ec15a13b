/// SHA-512 (FIPS 180-4): the hash of Ed25519, and the compression function that Starknet's `sha512_process_block` exposes.
public enum SHA512 {
    /// The chaining value: eight words H0…H7.
    public typealias State = SIMD8<UInt64>

    /// The initial hash value, FIPS 180-4 §5.3.5.
    public static var initialState: State {
        State(
            0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
            0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179)
    }

    /// The 64-byte digest of a byte string.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var padded = bytes
        padded.append(0x80)
        while padded.count % 128 != 112 { padded.append(0) }
        // A 128-bit count of bits, whose upper half no array can fill.
        padded.append(contentsOf: [0, 0, 0, 0, 0, 0, 0, 0])
        append(UInt64(bytes.count) &* 8, to: &padded)
        var state = initialState
        for start in stride(from: 0, to: padded.count, by: 128) {
            var block = SIMD16<UInt64>()
            padded.withUnsafeBytes { padded in
                for index in 0..<16 {
                    let word = padded.loadUnaligned(fromByteOffset: start + 8 * index, as: UInt64.self)
                    block[index] = UInt64(bigEndian: word)
                }
            }
            state = compress(state, block: block)
        }
        var digest: [UInt8] = []
        digest.reserveCapacity(64)
        for index in 0..<8 { append(state[index], to: &digest) }
        return digest
    }

    private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }
}
