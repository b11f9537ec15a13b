import CLanes
public import HashFunctions

/// Blake2s on sixteen independent inputs of the same length, one a lane: bit for bit the scalar hash.
///
/// A state or a digest is eight vectors, word by word. On processors with 512-bit registers all lanes go through the
/// rounds together, elsewhere eight and eight.
public enum BlakeLanes {
    /// The lanes that go through the rounds together on this processor.
    static var lanesAtOnce: Int { Int(LANES_HASH_WIDTH) }

    /// Puts the initial state of an unkeyed 256-bit hash into eight vectors.
    public static func start(_ state: UnsafeMutablePointer<SIMD16<UInt32>>) {
        for w in 0..<8 { state[w] = SIMD16(repeating: Blake2s.initialState[w]) }
    }

    /// One block of sixteen message vectors into a state of eight. `counter`: bytes hashed up to and including this
    /// block; short last blocks are padded with zeros by the caller.
    public static func compress(
        _ state: UnsafeMutablePointer<SIMD16<UInt32>>, _ message: UnsafePointer<SIMD16<UInt32>>, counter: UInt64,
        isFinal: Bool
    ) {
        if lanesAtOnce == 16 {
            wide(state, message, counter, isFinal)
        } else {
            halves(state, message, counter, isFinal)
        }
    }

    @inline(never) private static func wide(
        _ state: UnsafeMutablePointer<SIMD16<UInt32>>, _ message: UnsafePointer<SIMD16<UInt32>>, _ counter: UInt64,
        _ isFinal: Bool
    ) {
        compressLanes(state, message, counter: counter, isFinal: isFinal)
    }

    /// The same by two halves of eight lanes, whichever way the machine would choose.
    @inline(never) static func halves(
        _ state: UnsafeMutablePointer<SIMD16<UInt32>>, _ message: UnsafePointer<SIMD16<UInt32>>, _ counter: UInt64,
        _ isFinal: Bool
    ) {
        withUnsafeTemporaryAllocation(byteCount: 24 * 32, alignment: 32) { raw in
            guard let base = raw.baseAddress else { return }
            let h = base.bindMemory(to: SIMD8<UInt32>.self, capacity: 24), m = h + 8
            for half in 0..<2 {
                for w in 0..<8 { h[w] = half == 0 ? state[w].lowHalf : state[w].highHalf }
                for w in 0..<16 { m[w] = half == 0 ? message[w].lowHalf : message[w].highHalf }
                compressLanes(h, m, counter: counter, isFinal: isFinal)
                for w in 0..<8 {
                    if half == 0 { state[w].lowHalf = h[w] } else { state[w].highHalf = h[w] }
                }
            }
        }
    }

    /// Applies what a variant does to digests.
    @inline(__always) public static func finish(
        _ state: UnsafeMutablePointer<SIMD16<UInt32>>, variant: ProofHash
    ) {
        guard variant == .blake2sM31 else { return }
        let p = SIMD16<UInt32>(repeating: 0x7fff_ffff)
        for w in 0..<8 {
            // Below 2^31 + 1 after folding the top bit; one subtraction suffices.
            let folded = (state[w] & p) &+ (state[w] &>> 31)
            state[w] = lanes_min_16(folded, folded &- p)
        }
    }

    /// The digests of the parents of 32 digests: `even` and `odd` hold sixteen neighbours each, in order; lane `l` of
    /// the result is `H(digest 2 l ‖ digest 2 l + 1)`.
    public static func parents(
        _ even: UnsafePointer<SIMD16<UInt32>>, _ odd: UnsafePointer<SIMD16<UInt32>>,
        into result: UnsafeMutablePointer<SIMD16<UInt32>>, variant: ProofHash
    ) {
        withUnsafeTemporaryAllocation(byteCount: 16 * 64, alignment: 64) { raw in
            guard let base = raw.baseAddress else { return }
            let message = base.bindMemory(to: SIMD16<UInt32>.self, capacity: 16)
            for w in 0..<8 {
                message[w] = lanes_unzip_even_16(even[w], odd[w])
                message[w &+ 8] = lanes_unzip_odd_16(even[w], odd[w])
            }
            start(result)
            compress(result, message, counter: 64, isFinal: true)
            finish(result, variant: variant)
        }
    }
}
