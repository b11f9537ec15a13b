import Determinism
import FiniteFields

/// The other values of a cell with which a search begins.
enum RowStart {
    static let count = 24 + 27

    static func value(_ number: Int, _ old: M31, _ random: inout SplitMix64) -> M31 {
        switch number {
        case 0: old + 1
        case 1: old - 1
        case 2: 0
        case 3: 1
        case 4: 2
        case 5, 18: old + pow2(9)
        case 6, 19: old - pow2(9)
        case 7: old + 2
        case 8: old - 2
        case 9: old + pow2(18)
        case 10: old + pow2(20)
        case 11, 20: old + pow2(27)
        case 12: M31(canonical: M31.modulus - 1)
        case 13: old + 8
        case 14: old + 16
        case 15: old - 16
        case 16: old + 4
        case 17: M31(reducing: random.next())
        case 21: old - pow2(27)
        case 22: old + pow2(24)
        case 23: old - pow2(24)
        default: old + pow2(UInt32(number - 22))
        }
    }

    /// What changes with it in another cell: the next limb of a number that stays the same, or the lowest limb of a sum of ten,
    /// which lies before the multiple of p that is taken off.
    static func carried(_ number: Int) -> (distance: Int, change: M31)? {
        switch number {
        case 18, 20: (1, -M31(1))
        case 19, 21: (1, 1)
        case 22: (-10, -pow2(24))
        case 23: (-10, pow2(24))
        default: nil
        }
    }
}
