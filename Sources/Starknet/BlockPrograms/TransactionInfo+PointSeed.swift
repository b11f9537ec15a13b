public import FiniteFields
import HashFunctions
import StarknetModel

extension TransactionInfo {
    /// What the arbitrary points of the transaction's frames come from (`ArbitraryPoints`): nodes and provers have it, and
    /// neither the transaction nor its signature can hold a point that follows from both.
    public var pointSeed: Felt252 {
        Poseidon.hash(list: [Felt252(ascii: "STARLING_POINTS"), hash] + signature)
    }

    /// The seed of one frame, by its place among the transaction's frames.
    public static func pointSeed(_ transaction: Felt252, frame: Int) -> Felt252 {
        Poseidon.hash(transaction, Felt252(UInt64(clamping: frame)))
    }
}
