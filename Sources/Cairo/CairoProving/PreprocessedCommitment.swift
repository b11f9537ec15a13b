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
        let isKept: Bool
    }
    private static let cache = Mutex<(key: Key, commitment: PreprocessedCommitment)?>(nil)

    /// Made on first use and kept until other parameters are asked for: 0.1 GB for the small trace at blowup 2. `isKept`: its
    /// columns stay in memory, extended; else they are made whenever they are read.
    static func shared(
        _ variant: PreprocessedVariant, logBlowup: Int, hash: ProofHash, isKept: Bool
    ) -> PreprocessedCommitment {
        let key = Key(variant: variant, logBlowup: logBlowup, hash: hash, isKept: isKept)
        return cache.withLock { cached in
            if let cached, cached.key == key { return cached.commitment }
            cached = nil
            let made = PreprocessedCommitment(key)
            cached = (key, made)
            return made
        }
    }

    /// Forgets a large preprocessed trace; the small one stays.
    static func release() {
        cache.withLock { if $0?.key.variant != .canonicalSmall { $0 = nil } }
    }

    /// Whether the next use finds it made.
    static func isMade(_ variant: PreprocessedVariant, logBlowup: Int, hash: ProofHash, isKept: Bool) -> Bool {
        let key = Key(variant: variant, logBlowup: logBlowup, hash: hash, isKept: isKept)
        return cache.withLock { $0?.key == key }
    }

    private init(_ key: Key) {
        let list = key.variant.columns
        self.list = list
        let logBlowup = key.logBlowup, largest = list.reduce(0) { max($0, Int($1.logSize)) }
        let transform = CircleTransform(.shared(logSize: largest + logBlowup))
        var sources = list.map { column in
            CommittedColumns.Source.values(logSize: Int(column.logSize)) { PreprocessedTrace.column(column) }
        }
        if key.isKept {
            // The last ones are the longest.
            let columns = CommittedColumns(sources.reversed(), logBlowup: logBlowup, transform: transform)
            sources = columns.parts(Array(list.indices), number: 0, logParts: 0, logBlowup: logBlowup)
                .reversed().map { .extended($0.column) }
        }
        committed = CommittedTree(
            CommittedColumns(sources, logBlowup: logBlowup, transform: transform), variant: key.hash)
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
