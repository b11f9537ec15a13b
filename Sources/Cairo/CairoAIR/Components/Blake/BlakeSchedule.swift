import ConstraintSystems
import FiniteFields

/// Which words of the message and of the state each mixing of Blake2s takes (RFC 7693 §2.7, §3.2).
public enum BlakeSchedule {
    /// Rounds of a compression. The table of sixteen rows repeats round 0 after them.
    public static var rounds: Int { 10 }

    /// The message word at a place of a round: ten rounds, sixteen places, four bits each, place 0 lowest.
    public static func word(round: Int, place: Int) -> UInt32 {
        let row: UInt64 =
            switch round {
            case 0: 0xfedc_ba98_7654_3210
            case 1: 0x357b_20c1_6df9_84ae
            case 2: 0x4917_63ea_df25_0c8b
            case 3: 0x8f04_a562_ebcd_1397
            case 4: 0xd386_cb1e_fa42_7509
            case 5: 0x91ef_57d4_38b0_a6c2
            case 6: 0xb829_3670_a4de_f15c
            case 7: 0xa268_4f05_931c_e7bd
            case 8: 0x5a41_7d2c_803b_9ef6
            default: 0x0dc3_e9bf_5167_482a
            }
        return UInt32(truncatingIfNeeded: row &>> UInt64(truncatingIfNeeded: 4 &* place)) & 15
    }

    /// The four words of the state that a mixing changes: columns, then diagonals.
    static func places(of mixing: Int) -> [4 of Int] {
        let turn = mixing < 4 ? 0 : 1, column = mixing & 3
        return [
            column, 4 &+ (column &+ turn) & 3, 8 &+ (column &+ 2 &* turn) & 3, 12 &+ (column &+ 3 &* turn) & 3,
        ]
    }

    /// Prover only: the message word at a place of the round that a value says.
    static func hint<E: AIREvaluator & ~Copyable>(_ e: inout E, round: E.Value, place: Int) -> E.Hint {
        let number = e.hint(round)
        var sum = E.Hint(0)
        for r in 0..<rounds {
            sum = sum + number.isEqual(to: UInt32(truncatingIfNeeded: r)) * E.Hint(word(round: r, place: place))
        }
        return sum
    }
}

/// The schedule, by round.
enum BlakeRoundSigma: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.constantRows(.blakeSigma, .blakeRoundSigma)
    }
}
