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
        guard state.count == 8, block.count == 16 else { return nil }
        var words = SHA256.State(), message = SIMD16<UInt32>()
        for (index, felt) in state.enumerated() {
            guard let word = felt.asUInt64, let small = UInt32(exactly: word) else { return nil }
            words[index] = small
        }
        for (index, felt) in block.enumerated() {
            guard let word = felt.asUInt64, let small = UInt32(exactly: word) else { return nil }
            message[index] = small
        }
        let result = SHA256.compress(words, block: message)
        return (0..<8).map { Felt252(UInt64(result[$0])) }
    }
}
