import HashFunctions
import HashLanes
import Synchronization
public import Transcripts
import WorkerPools

/// Searching nonces for proofs of work, sixteen at a time on all workers.
public enum Grinding {
    /// The first nonce with the work in the order of the reference prover: high halves ascending, below each the low
    /// halves from 0 on (`Transcript.lowNonces`). Every worker stops once its nonces exceed the smallest one found, so the result
    /// does not depend on their number. `bits` of at most 32; nil when there is none, which does not happen in practice.
    public static func firstNonce(transcript: Transcript, bits: UInt32) -> UInt64? {
        precondition(bits <= 32, "work beyond 32 bits is out of reach")
        let prefix = transcript.proofOfWorkPrefix(bits: bits)
        let nonces = Transcript.lowNonces(transcript.variant), parts = 64, perPart = nonces / parts
        for high in 0...UInt32.max {
            let best = Atomic<Int>(nonces)
            WorkerPool.shared.forEach(parts) { part in
                let first = part * perPart
                if let found = search(
                    prefix, high: high, first: first, count: perPart, bits: bits, variant: transcript.variant, best)
                {
                    best.min(found, ordering: .relaxed)
                }
            }
            let low = best.load(ordering: .relaxed)
            if low < nonces { return UInt64(high) << 32 | UInt64(low) }
        }
        return nil
    }

    private static func search(
        _ prefix: Blake2sDigest, high: UInt32, first: Int, count: Int, bits: UInt32, variant: ProofHash,
        _ best: borrowing Atomic<Int>
    ) -> Int? {
        if variant == .poseidon252 {
            return (first..<(first &+ count)).first { low in
                best.load(ordering: .relaxed) > low
                    && Transcript.isWork(
                        nonce: UInt64(high) << 32 | UInt64(low), prefix: prefix, bits: bits, variant: variant)
            }
        }
        let mask = bits >= 32 ? UInt32.max : (1 &<< bits) &- 1
        return withUnsafeTemporaryAllocation(byteCount: 24 * 64, alignment: 64) { raw -> Int? in
            guard let base = raw.baseAddress else { return nil }
            let message = base.bindMemory(to: SIMD16<UInt32>.self, capacity: 24), state = message + 16
            for w in 0..<8 { message[w] = SIMD16(repeating: prefix.words[w]) }
            message[9] = SIMD16(repeating: high)
            for w in 10..<16 { message[w] = .zero }
            let lanes = SIMD16<UInt32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
            var low = first
            while low < first &+ count {
                if low & 0xfff == 0, best.load(ordering: .relaxed) < low { return nil }
                message[8] = SIMD16(repeating: UInt32(truncatingIfNeeded: low)) &+ lanes
                BlakeLanes.start(state)
                BlakeLanes.compress(state, message, counter: 40, isFinal: true)
                BlakeLanes.finish(state, variant: variant)
                let misses = (state[0] & SIMD16(repeating: mask)) .!= SIMD16(repeating: 0)
                if misses != SIMDMask(repeating: true) {
                    for lane in 0..<16 where !misses[lane] { return low &+ lane }
                }
                low &+= 16
            }
            return nil
        }
    }
}
