public import FiniteFields
import HashFunctions

extension PublicCell {
    /// The value as a field element. Values of a checked claim are canonical; others are reduced.
    public var felt: Felt252 {
        func pair(_ i: Int) -> UInt64 { UInt64(value[i]) | UInt64(value[i &+ 1]) &<< 32 }
        return Felt252(reducing: pair(0), pair(2), pair(4), pair(6))
    }

    /// A cell with a field element's value.
    public init(id: UInt32, felt: Felt252) {
        let (a, b, c, d) = felt.limbs
        func low(_ limb: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: limb) }
        self.init(
            id: id,
            value: SIMD8(low(a), low(a &>> 32), low(b), low(b &>> 32), low(c), low(c &>> 32), low(d), low(d &>> 32)))
    }
}

extension PublicData {
    /// The program's identity in verification output: the Blake2s felt hash of its words (STWO §4.10).
    public var programHash: Felt252 { Blake2Felt252.hash(list: program.map { $0.felt }) }

    /// What the program wrote to its output segment.
    public var outputFelts: [Felt252] { output.map { $0.felt } }
}
