/// Keccak-f[1600] (FIPS 202 §3): the permutation of 25 lanes behind Keccak-256 and Cairo's keccak builtin.
public enum Keccak {
    /// The 24 round constants of the ι step.
    private static let roundConstants: [UInt64] = {
        // The bits come from the linear feedback shift register x^8 + x^6 + x^5 + x^4 + 1 (FIPS 202 §3.2.5).
        var register: UInt8 = 1
        var constants: [UInt64] = []
        for _ in 0..<24 {
            var constant: UInt64 = 0
            for j in 0..<7 {
                if register & 1 == 1 { constant |= 1 << ((1 << UInt64(j)) - 1) }
                register = register & 0x80 != 0 ? (register << 1) ^ 0x71 : register << 1
            }
            constants.append(constant)
        }
        return constants
    }()

    /// Applies the permutation in place to 25 lanes; lane `x + 5 y` is A[x, y].
    public static func permute(_ lanes: inout [UInt64]) {
        precondition(lanes.count == 25, "Keccak-f[1600] works on 25 lanes")
        lanes.withUnsafeMutableBufferPointer { lanes in
            roundConstants.withUnsafeBufferPointer { constants in
                if let state = lanes.baseAddress, let constants = constants.baseAddress { permute(state, constants) }
            }
        }
    }

    // Lanes stay in local variables for all rounds; a loop over an array is several times slower.
    @inline(never)
    private static func permute(_ s: UnsafeMutablePointer<UInt64>, _ constants: UnsafePointer<UInt64>) {
        var a0 = s[0], a1 = s[1], a2 = s[2], a3 = s[3], a4 = s[4]
        var a5 = s[5], a6 = s[6], a7 = s[7], a8 = s[8], a9 = s[9]
        var a10 = s[10], a11 = s[11], a12 = s[12], a13 = s[13], a14 = s[14]
        var a15 = s[15], a16 = s[16], a17 = s[17], a18 = s[18], a19 = s[19]
        var a20 = s[20], a21 = s[21], a22 = s[22], a23 = s[23], a24 = s[24]
        for round in 0..<24 {
            // θ: column parities.
            let c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20
            let c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21
            let c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22
            let c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23
            let c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24
            let d0 = c4 ^ rotated(c1, 1)
            let d1 = c0 ^ rotated(c2, 1)
            let d2 = c1 ^ rotated(c3, 1)
            let d3 = c2 ^ rotated(c4, 1)
            let d4 = c3 ^ rotated(c0, 1)
            // ρ and π: rotated lanes in their new places.
            let b0 = a0 ^ d0
            let b16 = rotated(a5 ^ d0, 36)
            let b7 = rotated(a10 ^ d0, 3)
            let b23 = rotated(a15 ^ d0, 41)
            let b14 = rotated(a20 ^ d0, 18)
            let b10 = rotated(a1 ^ d1, 1)
            let b1 = rotated(a6 ^ d1, 44)
            let b17 = rotated(a11 ^ d1, 10)
            let b8 = rotated(a16 ^ d1, 45)
            let b24 = rotated(a21 ^ d1, 2)
            let b20 = rotated(a2 ^ d2, 62)
            let b11 = rotated(a7 ^ d2, 6)
            let b2 = rotated(a12 ^ d2, 43)
            let b18 = rotated(a17 ^ d2, 15)
            let b9 = rotated(a22 ^ d2, 61)
            let b5 = rotated(a3 ^ d3, 28)
            let b21 = rotated(a8 ^ d3, 55)
            let b12 = rotated(a13 ^ d3, 25)
            let b3 = rotated(a18 ^ d3, 21)
            let b19 = rotated(a23 ^ d3, 56)
            let b15 = rotated(a4 ^ d4, 27)
            let b6 = rotated(a9 ^ d4, 20)
            let b22 = rotated(a14 ^ d4, 39)
            let b13 = rotated(a19 ^ d4, 8)
            let b4 = rotated(a24 ^ d4, 14)
            // χ, and ι on the first lane.
            a0 = b0 ^ (~b1 & b2) ^ constants[round]
            a1 = b1 ^ (~b2 & b3)
            a2 = b2 ^ (~b3 & b4)
            a3 = b3 ^ (~b4 & b0)
            a4 = b4 ^ (~b0 & b1)
            a5 = b5 ^ (~b6 & b7)
            a6 = b6 ^ (~b7 & b8)
            a7 = b7 ^ (~b8 & b9)
            a8 = b8 ^ (~b9 & b5)
            a9 = b9 ^ (~b5 & b6)
            a10 = b10 ^ (~b11 & b12)
            a11 = b11 ^ (~b12 & b13)
            a12 = b12 ^ (~b13 & b14)
            a13 = b13 ^ (~b14 & b10)
            a14 = b14 ^ (~b10 & b11)
            a15 = b15 ^ (~b16 & b17)
            a16 = b16 ^ (~b17 & b18)
            a17 = b17 ^ (~b18 & b19)
            a18 = b18 ^ (~b19 & b15)
            a19 = b19 ^ (~b15 & b16)
            a20 = b20 ^ (~b21 & b22)
            a21 = b21 ^ (~b22 & b23)
            a22 = b22 ^ (~b23 & b24)
            a23 = b23 ^ (~b24 & b20)
            a24 = b24 ^ (~b20 & b21)
        }
        s[0] = a0
        s[1] = a1
        s[2] = a2
        s[3] = a3
        s[4] = a4
        s[5] = a5
        s[6] = a6
        s[7] = a7
        s[8] = a8
        s[9] = a9
        s[10] = a10
        s[11] = a11
        s[12] = a12
        s[13] = a13
        s[14] = a14
        s[15] = a15
        s[16] = a16
        s[17] = a17
        s[18] = a18
        s[19] = a19
        s[20] = a20
        s[21] = a21
        s[22] = a22
        s[23] = a23
        s[24] = a24
    }

    @inline(__always)
    private static func rotated(_ x: UInt64, _ count: UInt64) -> UInt64 { (x &<< count) | (x &>> (64 &- count)) }
}
