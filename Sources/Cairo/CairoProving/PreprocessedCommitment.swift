import CairoAIR
import CairoWitness
import CirclePolynomials
import HashFunctions
import PackedFields
import StarkProving
import Synchronization

/// The preprocessed trace with its commitment: the same for every proof of a process with the same parameters.
final class PreprocessedCommitment: Sendable {
    /// Values by row, in commit order.
    let columns: [PackedColumn]
    let committed: CommittedTree

    private struct Key: Hashable {
        let variant: PreprocessedVariant
        let logBlowup: Int
        let isReduced: Bool
    }
    private static let cache = Mutex<(key: Key, commitment: PreprocessedCommitment)?>(nil)

    /// Made on first use and kept until other parameters are asked for: 0.4 GB for the small trace at blowup 2.
    static func shared(
        _ variant: PreprocessedVariant, logBlowup: Int, hash: Blake2sVariant
    ) -> PreprocessedCommitment {
        let key = Key(variant: variant, logBlowup: logBlowup, isReduced: hash == .reduced)
        return cache.withLock { cached in
            if let cached, cached.key == key { return cached.commitment }
            cached = nil
            let made = PreprocessedCommitment(variant, logBlowup: logBlowup, hash: hash)
            cached = (key, made)
            return made
        }
    }

    private init(_ variant: PreprocessedVariant, logBlowup: Int, hash: Blake2sVariant) {
        columns = PreprocessedTrace.columns(variant)
        let largest = columns.map(\.logSize).max() ?? 0
        committed = CommittedTree(
            extending: columns, logBlowup: logBlowup,
            transform: CircleTransform(.shared(logSize: largest + logBlowup)), variant: hash)
    }
}
