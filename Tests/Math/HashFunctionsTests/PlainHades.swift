import FiniteFields
import SHA2

/// Hades as the specification writes it: no folded keys, no lazy sums. What the fast permutation is compared with.
enum PlainHades {
    static let constants: [Felt252] = (0..<273).map { index in
        Felt252(reducing: UInt256(bigEndianBytes: SHA256.hash("Hades\(index)".utf8))!)
    }

    static func permute(_ state: [Felt252]) -> [Felt252] {
        var s = state
        for round in 0..<91 {
            for cell in 0..<3 { s[cell] = s[cell] + constants[3 * round + cell] }
            let isFull = round < 4 || round >= 87
            for cell in 0..<3 where isFull || cell == 2 { s[cell] = s[cell] * s[cell] * s[cell] }
            s = [
                s[0] * 3 + s[1] + s[2],
                s[0] - s[1] + s[2],
                s[0] + s[1] - s[2] * 2,
            ]
        }
        return s
    }
}
