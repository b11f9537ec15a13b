import CairoAIR
import HashFunctions

/// The roots of the preprocessed trees. A verifier that took the root from the proof would believe any table.
enum PreprocessedRoots {
    /// Throws unless the root is the known one of these parameters.
    static func check(
        _ root: Blake2sDigest, variant: PreprocessedVariant, logBlowup: UInt32, hash: ProofHash
    ) throws(CairoVerificationError) {
        guard let known = known(variant: variant, logBlowup: logBlowup, hash: hash) else {
            throw .preprocessedRootUnknown
        }
        guard root == known else { throw .preprocessedRoot }
    }

    /// Roots as little-endian words: those of blowup 2 and the plain hash are published (STWO §4.9), the others are in the
    /// reference prover's proofs. Nil where none is known.
    static func known(variant: PreprocessedVariant, logBlowup: UInt32, hash: ProofHash) -> Blake2sDigest? {
        let words: SIMD8<UInt32>
        switch (variant, logBlowup, hash) {
        case (.canonicalSmall, 1, .blake2s):
            words = SIMD8(
                0x6611_8d06, 0xecf0_f9c9, 0xca41_7624, 0x39e8_1e39, 0x93e6_7061, 0xccca_df43, 0x3896_2f63,
                0xec2b_0d67)
        case (.canonicalSmall, 2, .blake2s):
            words = SIMD8(
                0x4fdd_cb25, 0x4b68_2c95, 0x4c97_7459, 0xaa27_9afd, 0xd640_f771, 0xc7e9_102d, 0xeed0_c702,
                0xc025_a1d8)
        case (.canonicalSmall, 1, .blake2sM31):
            words = SIMD8(
                0x4e9a_afbf, 0x7557_37c4, 0x4116_f1fd, 0x0eb4_e533, 0x2dd0_7b5c, 0x6a41_1603, 0x613d_01c4,
                0x58f3_dbde)
        case (.canonical, 1, .blake2s):
            words = SIMD8(
                0x4222_8ea9, 0x35d2_f53b, 0x360b_1f98, 0x56ae_39d9, 0x75e2_3bef, 0x32b0_581c, 0x6e1e_83b2,
                0x6403_ba24)
        case (.canonicalWithoutPedersen, 1, .poseidon252):
            words = SIMD8(
                0x745e_9ce0, 0x6fb0_195e, 0x4999_9ad9, 0x0577_adce, 0xfcac_7fda, 0x8792_6672, 0x6e29_8349,
                0x001f_dacd)
        case (.canonicalSmall, 1, .poseidon252):
            words = SIMD8(
                0x7f37_98c2, 0xc8c6_949d, 0xa44a_577c, 0xc1f4_7668, 0x3ea0_9821, 0x534a_cb87, 0x49ab_831e,
                0x05d3_0b44)
        default: return nil
        }
        return Blake2sDigest(words: words)
    }
}
