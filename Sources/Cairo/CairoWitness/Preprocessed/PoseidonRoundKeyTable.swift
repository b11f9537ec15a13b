public import FiniteFields
import HashFunctions

/// The keys of the Hades permutation as the Poseidon components use them: 35 rows of three (STWO §6.7).
///
/// Rows 0 to 3 and 31 to 33 are added after the full rounds; row 34 is zero. In between every key serves one partial
/// round, written as a recurrence. With `x_i` the third cell before its cube `c_i` in partial round `i`, and `k_i` that
/// round's three constants, eliminating the other two cells from three neighbouring rounds gives
///
///     x_{i+3} = 2 (4 c_i + 2 x_{i+1} + 3 c_{i+1} + x_{i+2} - c_{i+2} + key_i)
///     key_i = (k_{i+3}[2] - 2 k_{i+2}[2] - 4 k_{i+1}[2] + 2 k_{i+1}[0] - 2 k_{i+1}[1] + k_{i+2}[0] + k_{i+2}[1]) / 2
public enum PoseidonRoundKeyTable {
    /// 35 rows of three keys.
    public static let rows: [[Felt252]] = {
        let constants = Poseidon.roundConstants
        var keys = Array(constants[3..<15])
        let half = Felt252(2).inverse
        func k(_ round: Int, _ cell: Int) -> Felt252 { constants[3 * (4 + round) + cell] }
        for i in 0..<81 {
            let third = k(i + 3, 2) - k(i + 2, 2) - k(i + 2, 2) - Felt252(4) * k(i + 1, 2)
            let others = k(i + 1, 0) - k(i + 1, 1)
            keys.append((third + others + others + k(i + 2, 0) + k(i + 2, 1)) * half)
        }
        keys += constants[264..<273]
        keys += [.zero, .zero, .zero]
        return (0..<35).map { Array(keys[(3 * $0)..<(3 * $0 + 3)]) }
    }()

    /// The row that stands at a row of the table of 64: the rows after the 35 repeat row 0.
    public static func row(_ row: Int) -> [Felt252] { row < rows.count ? rows[row] : rows[0] }
}
