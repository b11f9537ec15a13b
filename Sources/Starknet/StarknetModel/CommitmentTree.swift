public import FiniteFields
import HashFunctions

/// The trees a block header commits with: Patricia tries of height 64 over Poseidon whose keys are 0, 1, 2, …
/// (EXEC §2.8, §2.10).
public enum CommitmentTree {
    /// The root over `leaves` in order; 0 for none.
    public static func root(_ leaves: [Felt252]) -> Felt252 {
        leaves.isEmpty ? .zero : node(leaves[...], height: 64)
    }

    /// The node of `height` whose leaves are filled from the left.
    private static func node(_ leaves: ArraySlice<Felt252>, height: Int) -> Felt252 {
        let branching = leaves.count == 1 ? 0 : Int.bitWidth - (leaves.count - 1).leadingZeroBitCount
        var hash = leaves.first ?? .zero
        if branching > 0 {
            let half = leaves.startIndex + (1 << (branching - 1))
            hash = Poseidon.hash(
                node(leaves[..<half], height: branching - 1), node(leaves[half...], height: branching - 1))
        }
        // Everything right of here is empty: one edge to the left.
        let length = height - branching
        return length == 0 ? hash : Poseidon.hash(hash, .zero) + Felt252(UInt64(length))
    }
}
