public import ConstraintSystems

// The relations of the Cairo AIR (STWO §5.2). Ids are FNV-1a-32 of the names modulo p; a test recomputes them from
// `Relation.cairoNames`, whose order is the order of the indices.
extension Relation {
    /// States of the run: program counter, allocation and frame pointer.
    @inlinable @inline(__always) public static var opcodes: Relation {
        .init(id: 428_564_188, index: 0)
    }
    /// Executed instructions, decoded.
    @inlinable @inline(__always) public static var verifyInstruction: Relation {
        .init(id: 1_719_106_205, index: 1, key: .first)
    }
    /// Addresses with the id of their value.
    @inlinable @inline(__always) public static var memoryAddressToId: Relation {
        .init(id: 1_444_891_767, index: 2, key: .first)
    }
    /// Ids with the limbs of their value.
    @inlinable @inline(__always) public static var memoryIdToBig: Relation {
        .init(id: 1_662_111_297, index: 3, key: .first)
    }
    /// Rounds of Blake2s.
    @inlinable @inline(__always) public static var blakeRound: Relation {
        .init(id: 40_528_774, index: 4)
    }
    /// The mixing function of Blake2s.
    @inlinable @inline(__always) public static var blakeG: Relation {
        .init(id: 1_139_985_212, index: 5)
    }
    /// The message schedule of Blake2s.
    @inlinable @inline(__always) public static var blakeRoundSigma: Relation {
        .init(id: 1_805_967_942, index: 6, key: .first)
    }
    /// The exclusive or of three 32-bit words.
    @inlinable @inline(__always) public static var tripleXor32: Relation {
        .init(id: 990_559_919, index: 7)
    }
    /// The exclusive or of two numbers of 4 bits.
    @inlinable @inline(__always) public static var verifyBitwiseXor4: Relation {
        .init(id: 45_448_144, index: 8, key: .fields, widths: 0x44)
    }
    /// The exclusive or of two numbers of 7 bits.
    @inlinable @inline(__always) public static var verifyBitwiseXor7: Relation {
        .init(id: 62_225_763, index: 9, key: .fields, widths: 0x77)
    }
    /// `VerifyBitwiseXor_8`; the twin `VerifyBitwiseXor_8_B` is variant 1.
    @inlinable @inline(__always) public static func verifyBitwiseXor8(_ variant: Int) -> Relation {
        variant & 1 == 0
            ? .init(id: 112_558_620, index: 10, key: .fields, widths: 0x88)
            : .init(id: 521_092_554, index: 11, key: .fields, widths: 0x88)
    }
    /// The exclusive or of two numbers of 9 bits.
    @inlinable @inline(__always) public static var verifyBitwiseXor9: Relation {
        .init(id: 95_781_001, index: 12, key: .fields, widths: 0x99)
    }
    /// The exclusive or of two numbers of 12 bits.
    @inlinable @inline(__always) public static var verifyBitwiseXor12: Relation {
        .init(id: 648_362_599, index: 13, key: .fields, widths: 0xcc)
    }
    /// Steps of a multiplication of curve points.
    @inlinable @inline(__always) public static var partialEcMulGeneric: Relation {
        .init(id: 183_619_546, index: 14)
    }
    /// Pedersen hashes, by windows of 18 bits.
    @inlinable @inline(__always) public static var pedersenAggregatorWindowBits18: Relation {
        .init(id: 520_578_465, index: 15)
    }
    /// Pedersen hashes, by windows of 9 bits.
    @inlinable @inline(__always) public static var pedersenAggregatorWindowBits9: Relation {
        .init(id: 194_336_987, index: 16)
    }
    /// Steps of a Pedersen hash, by windows of 18 bits.
    @inlinable @inline(__always) public static var partialEcMulWindowBits18: Relation {
        .init(id: 1_621_226_978, index: 17)
    }
    /// Steps of a Pedersen hash, by windows of 9 bits.
    @inlinable @inline(__always) public static var partialEcMulWindowBits9: Relation {
        .init(id: 2_038_149_019, index: 18)
    }
    /// Multiples of the Pedersen points, 18 bits at a time.
    @inlinable @inline(__always) public static var pedersenPointsTableWindowBits18: Relation {
        .init(id: 1_444_721_856, index: 19, key: .first)
    }
    /// Multiples of the Pedersen points, 9 bits at a time.
    @inlinable @inline(__always) public static var pedersenPointsTableWindowBits9: Relation {
        .init(id: 1_791_500_038, index: 20, key: .first)
    }
    /// Poseidon permutations.
    @inlinable @inline(__always) public static var poseidonAggregator: Relation {
        .init(id: 1_551_892_206, index: 21)
    }
    /// Full rounds of Poseidon.
    @inlinable @inline(__always) public static var poseidonFullRoundChain: Relation {
        .init(id: 1_480_369_132, index: 22)
    }
    /// Partial rounds of Poseidon, three at a time.
    @inlinable @inline(__always) public static var poseidon3PartialRoundsChain: Relation {
        .init(id: 1_343_313_504, index: 23)
    }
    /// The constants of Poseidon's rounds.
    @inlinable @inline(__always) public static var poseidonRoundKeys: Relation {
        .init(id: 1_024_310_512, index: 24, key: .first)
    }
    /// Cubes in the Stark field.
    @inlinable @inline(__always) public static var cube252: Relation {
        .init(id: 1_987_997_202, index: 25)
    }
    /// Field elements in limbs of 27 bits.
    @inlinable @inline(__always) public static var rangeCheck252Width27: Relation {
        .init(id: 1_090_315_331, index: 26)
    }
    /// Numbers of 6 bits.
    @inlinable @inline(__always) public static var rangeCheck6: Relation {
        .init(id: 1_185_356_339, index: 27, key: .first)
    }
    /// Numbers of 8 bits.
    @inlinable @inline(__always) public static var rangeCheck8: Relation {
        .init(id: 1_420_243_005, index: 28, key: .first)
    }
    /// Numbers of 11 bits.
    @inlinable @inline(__always) public static var rangeCheck11: Relation {
        .init(id: 991_608_089, index: 29, key: .first)
    }
    /// Numbers of 12 bits.
    @inlinable @inline(__always) public static var rangeCheck12: Relation {
        .init(id: 941_275_232, index: 30, key: .first)
    }
    /// `RangeCheck_18`; the twin `RangeCheck_18_B` is variant 1.
    @inlinable @inline(__always) public static func rangeCheck18(_ variant: Int) -> Relation {
        variant & 1 == 0
            ? .init(id: 1_109_051_422, index: 31, key: .first)
            : .init(id: 1_424_798_916, index: 32, key: .first)
    }
    /// `RangeCheck_20` and its lettered twins B to H; `variant` counts modulo 8, 0 is the plain one.
    @inlinable @inline(__always) public static func rangeCheck20(_ variant: Int) -> Relation {
        let id: UInt32 =
            switch variant & 7 {
            case 0: 1_410_849_886
            case 1: 514_232_941
            case 2: 531_010_560
            case 3: 480_677_703
            case 4: 497_455_322
            case 5: 447_122_465
            case 6: 463_900_084
            default: 682_009_131
            }
        return .init(id: id, index: 33 &+ UInt8(truncatingIfNeeded: variant & 7), key: .first)
    }
    /// Tuples of numbers of 4, 3 bits.
    @inlinable @inline(__always) public static var rangeCheck4x3: Relation {
        .init(id: 1_567_323_731, index: 41, key: .fields, widths: 0x43)
    }
    /// Tuples of numbers of 4, 4 bits.
    @inlinable @inline(__always) public static var rangeCheck4x4: Relation {
        .init(id: 1_651_211_826, index: 42, key: .fields, widths: 0x44)
    }
    /// `RangeCheck_9_9` and its lettered twins B to H; `variant` counts modulo 8, 0 is the plain one.
    @inlinable @inline(__always) public static func rangeCheck9x9(_ variant: Int) -> Relation {
        let id: UInt32 =
            switch variant & 7 {
            case 0: 517_791_011
            case 1: 1_897_792_095
            case 2: 1_881_014_476
            case 3: 1_864_236_857
            case 4: 1_847_459_238
            case 5: 1_830_681_619
            case 6: 1_813_904_000
            default: 2_065_568_285
            }
        return .init(id: id, index: 43 &+ UInt8(truncatingIfNeeded: variant & 7), key: .fields, widths: 0x99)
    }
    /// Tuples of numbers of 7, 2, 5 bits.
    @inlinable @inline(__always) public static var rangeCheck7x2x5: Relation {
        .init(id: 371_240_602, index: 51, key: .fields, widths: 0x725)
    }
    /// Tuples of numbers of 3, 6, 6, 3 bits.
    @inlinable @inline(__always) public static var rangeCheck3x6x6x3: Relation {
        .init(id: 1_005_786_011, index: 52, key: .fields, widths: 0x3663)
    }
    /// Tuples of numbers of 4, 4, 4, 4 bits.
    @inlinable @inline(__always) public static var rangeCheck4x4x4x4: Relation {
        .init(id: 1_027_333_874, index: 53, key: .fields, widths: 0x4444)
    }
    /// Tuples of numbers of 3, 3, 3, 3, 3 bits.
    @inlinable @inline(__always) public static var rangeCheck3x3x3x3x3: Relation {
        .init(id: 502_259_093, index: 54, key: .fields, widths: 0x33333)
    }
}
