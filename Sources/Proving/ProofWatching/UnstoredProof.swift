import FiniteFields
import Synchronization

/// The last proof that was made and accepted, and then could not be stored: a store that is away for a while must not cost the
/// same proof again. One is enough, since a block is begun only while the store answers.
final class UnstoredProof: Sendable {
    private struct Kept {
        let hash: Felt252
        let bytes: [UInt8]
        let steps: UInt64
    }

    private let kept = Mutex<Kept?>(nil)

    /// Keeps the proof of the block with this hash.
    func keep(_ bytes: [UInt8], of hash: Felt252, steps: UInt64) {
        kept.withLock { $0 = Kept(hash: hash, bytes: bytes, steps: steps) }
    }

    /// Hands out the proof of a block, which is no longer kept then.
    func take(_ hash: Felt252) -> (bytes: [UInt8], steps: UInt64)? {
        kept.withLock { kept in
            guard let found = kept, found.hash == hash else { return nil }
            kept = nil
            return (found.bytes, found.steps)
        }
    }
}
