import CairoAIR
import CairoVerifying
import CircleFRI
import FiniteFields
import HashFunctions
import StarkVerifying

/// `starling_verify_cairo(policy, policyCount, words, count)`: verifies the Cairo proof of a stream of 64-bit words.
///
/// The policy is eight 32-bit words: bits of work, log blowup, log of the last degree bound, queries, fold step, variant
/// (0 canonical, 1 without Pedersen, 2 small), hash (0 plain, 1 reduced), whether all preprocessed columns are opened.
/// Returns a report. The memory behind the pointers belongs to the host.
@_expose(wasm, "starling_verify_cairo") @_cdecl("starling_verify_cairo")
public func verifyCairo(
    _ policyWords: UnsafePointer<UInt32>?, _ policyCount: UInt32, _ words: UnsafePointer<UInt64>?, _ count: UInt32
) -> UnsafeMutableRawPointer? {
    var report = Report()
    guard let policyWords, policyCount == 8,
        let policy = policy(from: UnsafeBufferPointer(start: policyWords, count: 8))
    else {
        // The policy is the host's: this says nothing about the proof.
        report.line("verdict", "unchecked", "the policy is malformed")
        return report.handOver()
    }
    let stream = words.map { [UInt64](UnsafeBufferPointer(start: $0, count: Int(count))) } ?? []
    guard let proof = read(stream, policy: policy) else {
        report.line("verdict", "invalid", "the bytes are no proof")
        return report.handOver()
    }
    do throws(CairoVerificationError) {
        try CairoVerifier(policy: policy).verify(proof)
        let data = proof.claim.publicData
        report.line("verdict", "verified", "")
        report.line("fact", "Program hash", data.programHash.hex)
        report.line("fact", "Program words", String(data.program.count))
        report.line("fact", "Security", String(policy.config.securityBits) + " bits")
    } catch {
        report.line("verdict", "invalid", error.reason)
    }
    return report.handOver()
}

private func read(_ words: [UInt64], policy: CairoVerificationPolicy) -> CairoProof? {
    do throws(ProofDecodingError) {
        return try CairoProof(words: words, variant: policy.variant)
    } catch {
        return nil
    }
}

private func policy(from words: UnsafeBufferPointer<UInt32>) -> CairoVerificationPolicy? {
    let variant: PreprocessedVariant
    switch words[5] {
    case 0: variant = .canonical
    case 1: variant = .canonicalWithoutPedersen
    case 2: variant = .canonicalSmall
    default: return nil
    }
    guard words[6] < 2, words[7] < 2 else { return nil }
    return CairoVerificationPolicy(
        config: PcsConfig(
            powBits: words[0],
            fri: FriConfig(
                logBlowup: words[1], logLastLayerDegreeBound: words[2], queryCount: words[3], foldStep: words[4])),
        variant: variant, hash: words[6] == 0 ? .blake2s : .blake2sM31, opensAllPreprocessed: words[7] == 1)
}
