public import FiniteFields
import HashFunctions
import SHA2

/// The hash functions of system calls, on felts that must be words.
public enum WordHashes {
    /// Keccak's sponge over blocks of 17 words of 64 bits, already padded: the digest's two halves, little-endian.
    public static func keccak(_ input: [Felt252]) -> (low: UInt128, high: UInt128)? {
        guard input.count % 17 == 0 else { return nil }
        var lanes = [UInt64](repeating: 0, count: 25)
        for (index, felt) in input.enumerated() {
            guard let word = felt.asUInt64 else { return nil }
            lanes[index % 17] ^= word
            if index % 17 == 16 { Keccak.permute(&lanes) }
        }
        return (UInt128(lanes[1]) << 64 | UInt128(lanes[0]), UInt128(lanes[3]) << 64 | UInt128(lanes[2]))
    }

    /// One compression of SHA-256: eight words of state, sixteen of the block.
    public static func sha256(state: [Felt252], block: [Felt252]) -> [Felt252]? {
        var words = SHA256.State(), message = SIMD16<UInt32>()
        guard fill(&words, state), fill(&message, block) else { return nil }
        return felts(SHA256.compress(words, block: message))
    }

    /// The same of SHA-512, whose words have 64 bits.
    public static func sha512(state: [Felt252], block: [Felt252]) -> [Felt252]? {
        var words = SHA512.State(), message = SIMD16<UInt64>()
        guard fill(&words, state), fill(&message, block) else { return nil }
        return felts(SHA512.compress(words, block: message))
    }

    /// False unless there are as many felts as words, each of them one.
    private static func fill<Words: SIMD>(_ words: inout Words, _ felts: [Felt252]) -> Bool
    where Words.Scalar: FixedWidthInteger {
        guard felts.count == words.scalarCount else { return false }
        for (index, felt) in felts.enumerated() {
            guard let value = felt.asUInt64, let word = Words.Scalar(exactly: value) else { return false }
            words[index] = word
        }
        return true
    }

    private static func felts<Words: SIMD>(_ words: Words) -> [Felt252] where Words.Scalar: FixedWidthInteger {
        words.indices.map { Felt252(UInt64(words[$0])) }
    }
}
