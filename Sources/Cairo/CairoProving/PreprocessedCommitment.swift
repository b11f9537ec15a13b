import CairoAIR
import CairoWitness
import CirclePolynomials
import ConstraintSystems
import HashFunctions
import PackedFields
import StarkProving
import Synchronization
import WorkerPools

/// The preprocessed trace with its commitment: the same for every proof of a process with the same parameters.
final class PreprocessedCommitment: Sendable {
    private let list: [PreprocessedColumn]
    let committed: CommittedTree

    private struct Key: Hashable {
        let variant: PreprocessedVariant
        let logBlowup: Int
        let hash: ProofHash
    }
    private static let cache = Mutex<(key: Key, commitment: PreprocessedCommitment)?>(nil)

    /// Made on first use and kept until other parameters are asked for: 0.1 GB for the small trace at blowup 2.
    static func shared(
        _ variant: PreprocessedVariant, logBlowup: Int, hash: ProofHash
    ) -> PreprocessedCommitment {
        let key = Key(variant: variant, logBlowup: logBlowup, hash: hash)
        return cache.withLock { cached in
            if let cached, cached.key == key { return cached.commitment }
            cached = nil
            let made = PreprocessedCommitment(variant, logBlowup: logBlowup, hash: hash)
            cached = (key, made)
            return made
        }
    }

    private init(_ variant: PreprocessedVariant, logBlowup: Int, hash: ProofHash) {
        list = variant.columns
        let columns = PreprocessedTrace.columns(variant)
        let largest = columns.map(\.logSize).max() ?? 0
        committed = CommittedTree(
            extending: columns, logBlowup: logBlowup,
            transform: CircleTransform(.shared(logSize: largest + logBlowup)), variant: hash)
    }

    /// Values by row of some columns, given by their places: made anew, which is cheaper than to keep them.
    func values(of places: [Int]) -> [PackedColumn] {
        var results = [PackedColumn?](repeating: nil, count: places.count)
        results.withUnsafeMutableBufferPointer { out in
            WorkerPool.shared.forEach(places.count) { out[$0] = PreprocessedTrace.column(list[places[$0]]) }
        }
        return results.compactMap { $0 }
    }
}
