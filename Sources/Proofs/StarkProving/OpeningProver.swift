import CircleFRI
public import CircleGroups
public import CirclePolynomials
import Commitments
public import FiniteFields
import PackedFields
public import StarkVerifying
public import Transcripts
import WorkerPools

/// Proves that committed columns take their values at the out-of-domain points: the prover of `OpeningVerifier`
/// (STWO §4.3 steps 13 to 17, §4.6 to §4.8).
///
///     let prover = OpeningProver(layout: layout, trees: trees, config: config, twiddles: twiddles)
///     let samples = prover.samples(at: point)
///     let proof = try prover.prove(samples: samples, at: point, transcript: &transcript)
public struct OpeningProver {
    let layout: TreeLayout
    let trees: [CommittedTree]
    let config: PcsConfig
    let twiddles: Twiddles
    let logBlowup: Int

    /// The trees must have the shapes of the layout, no column above `layout.logRows` may be opened, and the twiddles
    /// must serve `layout.logRows + logBlowup`.
    public init(layout: TreeLayout, trees: [CommittedTree], config: PcsConfig, twiddles: Twiddles) {
        precondition(layout.trees.count == trees.count, "one tree for each of the layout")
        self.layout = layout
        self.trees = trees
        self.config = config
        self.twiddles = twiddles
        logBlowup = Int(config.fri.logBlowup)
    }

    /// The values of all opened columns: tree, column, sample (STWO §4.5). Columns are lifted: one of log size `k` is
    /// evaluated at the point doubled `logRows - k` times.
    public func samples(at point: SecureCirclePoint) -> [[[QM31]]] {
        let previous = point - CirclePointIndex.subgroupGenerator(logSize: layout.logRows).point
        var samples = layout.trees.map { $0.map { [QM31](repeating: .zero, count: $0.mask.sampleCount) } }
        for logSize in 0...layout.logRows {
            for isPrevious in [true, false] {
                var places: [(tree: Int, column: Int)] = []
                for (tree, columns) in layout.trees.enumerated() {
                    for (index, column) in columns.enumerated() where Int(column.logSize) == logSize {
                        let isOpened = isPrevious ? column.mask == .previousAndCurrent : column.mask != .none
                        if isOpened { places.append((tree, index)) }
                    }
                }
                guard !places.isEmpty else { continue }
                let values = values(
                    places, logSize: logSize,
                    at: (isPrevious ? previous : point).doubled(times: layout.logRows - logSize))
                for (place, value) in zip(places, values) {
                    let count = samples[place.tree][place.column].count
                    samples[place.tree][place.column][isPrevious ? 0 : count - 1] = value
                }
            }
        }
        return samples
    }

    private func values(
        _ places: [(tree: Int, column: Int)], logSize: Int, at point: SecureCirclePoint
    ) -> [QM31] {
        guard logSize >= 5 else {
            return places.map {
                let coefficients = trees[$0.tree].committed.coefficients($0.column)
                return ReferenceTransform.evaluate(coefficients.array, at: point)
            }
        }
        var values = [QM31](repeating: .zero, count: places.count)
        let extended = places.indices.filter { trees[places[$0].tree].committed.isExtended(places[$0].column) }
        if !extended.isEmpty {
            let weights = PointWeights(
                point: point, logSize: logSize, extendedLogSize: logSize + logBlowup,
                transform: CircleTransform(twiddles))
            let columns = extended.map { trees[places[$0].tree].committed.extended(places[$0].column) }
            for (index, value) in zip(extended, weights.values(of: columns)) { values[index] = value }
        }
        let others = Array(Set(places.indices).subtracting(extended))
        guard !others.isEmpty else { return values }
        let weights = PointWeights(ofCoefficientsAt: point, logSize: logSize)
        let found = WorkerPool.shared.map(others.count) { index in
            let place = places[others[index]]
            return weights.values(of: [trees[place.tree].committed.coefficients(place.column)])[0]
        }
        for (index, value) in zip(others, found) { values[index] = value }
        return values
    }

    /// The proof; the transcript stands after the drawing of the out-of-domain point. Throws `lowDegree` for parameters
    /// without layers, or when the samples are not those of the columns.
    public func prove(
        samples: [[[QM31]]], at point: SecureCirclePoint, transcript: inout Transcript
    ) throws(StarkError) -> StarkProof {
        let logDomain = layout.logRows + logBlowup
        // 13-14. All samples in one message, then the coefficient that combines their quotients.
        transcript.mix(samples.flatMap { $0.flatMap { $0 } })
        let batches = QuotientBatches(
            layout: layout, samples: samples, point: point, logBlowup: logBlowup,
            coefficient: transcript.drawElement())
        let column = QuotientColumn(trees: trees, logDomain: logDomain, twiddles: twiddles).column(batches)
        // 15. The layers of the low-degree test.
        let fri: FriProver
        do throws(FriError) {
            fri = try FriProver(
                column: column, logDegree: layout.logRows, config: config.fri, twiddles: twiddles,
                transcript: &transcript)
        } catch {
            throw .lowDegree(error)
        }
        // 16-17. Work, then positions.
        guard let nonce = Grinding.firstNonce(transcript: transcript, bits: config.powBits) else {
            throw .queryProofOfWork
        }
        transcript.mix(nonce)
        let queries = transcript.drawQueries(count: Int(config.fri.queryCount), logSize: logDomain)
        let opened = trees.map { $0.tree.open(positions(queries, height: $0.tree.height)) }
        return StarkProof(
            config: config, commitments: trees.map(\.tree.root), sampledValues: samples,
            decommitments: opened.map(\.decommitment), queriedValues: opened.map(\.values), proofOfWork: nonce,
            fri: fri.open(queries))
    }

    /// Where queries of the quotients' domain lie in a tree of another height (STWO §4.7).
    private func positions(_ queries: [UInt32], height: Int) -> [UInt32] {
        let logDomain = layout.logRows + logBlowup
        if height <= logDomain { return queries.map { liftedSlot($0, from: height, to: logDomain) } }
        let shift = UInt32(height - logDomain + 1)
        return queries.map { (($0 >> 1) << shift) | ($0 & 1) }
    }
}
