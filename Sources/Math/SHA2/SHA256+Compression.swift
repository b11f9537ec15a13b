extension SHA256 {
    /// One application of the compression function: the chaining value after a block of sixteen words (each the
    /// big-endian reading of four message bytes).
    public static func compress(_ state: State, block: SIMD16<UInt32>) -> State {
        var schedule = [UInt32](repeating: 0, count: 64)
        for index in 0..<16 { schedule[index] = block[index] }
        for index in 16..<64 {
            let x = schedule[index - 15], y = schedule[index - 2]
            let s0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >> 3)
            let s1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >> 10)
            schedule[index] = schedule[index - 16] &+ s0 &+ schedule[index - 7] &+ s1
        }
        var a = state[0], b = state[1], c = state[2], d = state[3]
        var e = state[4], f = state[5], g = state[6], h = state[7]
        for index in 0..<64 {
            let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
            let choice = (e & f) ^ (~e & g)
            let t1 = h &+ s1 &+ choice &+ roundConstants[index] &+ schedule[index]
            let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
            let majority = (a & b) ^ (a & c) ^ (b & c)
            h = g
            g = f
            f = e
            e = d &+ t1
            d = c
            c = b
            b = a
            a = t1 &+ s0 &+ majority
        }
        return state &+ State(a, b, c, d, e, f, g, h)
    }

    @inline(__always)
    private static func rotated(_ x: UInt32, _ count: UInt32) -> UInt32 { (x &>> count) | (x &<< (32 &- count)) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let roundConstants: [UInt32] = fractionalCubeRoots()

    /// Computed rather than typed in: for each prime the integer cube root of prime·2^96, whose low 32 bits they are.
    private static func fractionalCubeRoots() -> [UInt32] {
        var roots: [UInt32] = []
        var candidate: UInt64 = 2
        while roots.count < 64 {
            var isPrime = true
            var divisor: UInt64 = 2
            while divisor * divisor <= candidate {
                if candidate % divisor == 0 { isPrime = false }
                divisor += 1
            }
            if isPrime {
                // root < 2^35, so the cube of root fits 128 bits and is compared with prime·2^96 below 2^105.
                var root: UInt128 = 0
                for bit in stride(from: 34, through: 0, by: -1) {
                    let trial = root | 1 << UInt128(bit)
                    if trial * trial * trial <= UInt128(candidate) << 96 { root = trial }
                }
                roots.append(UInt32(truncatingIfNeeded: root))
            }
            candidate += 1
        }
        return roots
    }
}
