public import CircleGroups
import CircleFRI
import Commitments
import FiniteFields
import HashFunctions
public import Transcripts

/// Checks that the committed columns take the sampled values at the out-of-domain points: the second half of the STARK
/// (STWO §4.3 steps 13 to 17, §4.6, §4.7, §4.8).
///
/// The quotient of every sample is a polynomial if and only if the sample is true; a random combination of all quotients
/// is tested for low degree on the domain of the largest column, to which smaller columns are lifted.
public struct OpeningVerifier: Sendable {
    let layout: TreeLayout
    let proof: StarkProof
    let point: SecureCirclePoint
    /// Log of the size of the domain on which quotients are tested.
    let logDomain: Int
    let logBlowup: Int

    /// Compares the proof's shape with the statement; nothing below may depend on numbers the proof alone gives.
    public init(layout: TreeLayout, proof: StarkProof, point: SecureCirclePoint) throws(StarkError) {
        let config = proof.config
        guard config.minLiftingLogSize == 0, config.powBits <= 63, (1...8).contains(config.fri.logBlowup),
            (1...4096).contains(config.fri.queryCount)
        else { throw .unsupportedParameters }
        let logBlowup = Int(config.fri.logBlowup)
        guard layout.logRows &+ logBlowup <= 30 else { throw .columnTooLarge }
        try OpeningVerifier.checkShape(of: proof, layout: layout)
        guard layout.height(tree: 0, logBlowup: logBlowup) <= 31 else { throw .columnTooLarge }
        self.layout = layout
        self.proof = proof
        self.point = point
        self.logBlowup = logBlowup
        logDomain = layout.logRows &+ logBlowup
    }

    /// The samples' shape alone, which has to be known before the out-of-domain equation is computed from them.
    public static func checkShape(of proof: StarkProof, layout: TreeLayout) throws(StarkError) {
        guard proof.commitments.count == layout.trees.count else { throw .wrongNumberOfCommitments }
        guard proof.decommitments.count == layout.trees.count else { throw .wrongNumberOfDecommitments }
        guard proof.sampledValues.count == layout.trees.count else { throw .wrongSampleShape(tree: 0) }
        for (tree, columns) in layout.trees.enumerated() {
            let samples = proof.sampledValues[tree]
            guard samples.count == columns.count else { throw .wrongSampleShape(tree: tree) }
            for (column, values) in zip(columns, samples) where values.count != column.mask.sampleCount {
                throw .wrongSampleShape(tree: tree)
            }
        }
    }

    /// Runs the check; the transcript stands after the drawing of the out-of-domain point.
    public func verify(transcript: inout Transcript) throws(StarkError) {
        // 13-14. All samples in one message, then the coefficient that combines their quotients.
        transcript.mix(proof.sampledValues.flatMap { $0.flatMap { $0 } })
        let coefficient = transcript.drawElement()
        // 15. The layers of the low-degree test.
        let fri: FriVerifier
        do throws(FriError) {
            fri = try FriVerifier(
                logDegree: layout.logRows, config: proof.config.fri, proof: proof.fri, transcript: &transcript)
        } catch {
            throw .lowDegree(error)
        }
        // 16-17. Work, then positions. Soundness: no position may be known before everything is committed.
        guard transcript.hasProofOfWork(nonce: proof.proofOfWork, bits: proof.config.powBits) else {
            throw .queryProofOfWork
        }
        transcript.mix(proof.proofOfWork)
        let queries = transcript.drawQueries(count: Int(proof.config.fri.queryCount), logSize: logDomain)
        try checkCommitments(queries: queries, variant: transcript.variant)
        let quotients = Quotients(layout: layout, proof: proof, point: point, logDomain: logDomain)
        let answers = try quotients.answers(queries: queries, coefficient: coefficient)
        do throws(FriError) {
            try fri.verify(queries: queries, answers: answers)
        } catch {
            throw .lowDegree(error)
        }
    }

    private func checkCommitments(queries: [UInt32], variant: ProofHash) throws(StarkError) {
        guard proof.queriedValues.count == layout.trees.count else { throw .wrongQueriedValueShape(tree: 0) }
        for (tree, columns) in layout.trees.enumerated() {
            let values = proof.queriedValues[tree]
            guard values.count == columns.count, values.allSatisfy({ $0.count == queries.count }) else {
                throw .wrongQueriedValueShape(tree: tree)
            }
            let height = layout.height(tree: tree, logBlowup: logBlowup)
            let rows = OpeningVerifier.rows(of: values, order: layout.hashOrder(tree: tree), count: queries.count)
            var leaves: [MerkleLeaf] = []
            leaves.reserveCapacity(queries.count)
            for (row, query) in queries.enumerated() {
                let words = rows.span.extracting(row &* columns.count..<(row &+ 1) &* columns.count)
                let hash = MerkleLeaf.hash(words: words, variant: variant)
                leaves.append(MerkleLeaf(position: position(of: query, height: height), hash: hash))
            }
            do throws(MerkleError) {
                try proof.decommitments[tree].verify(
                    leaves, root: proof.commitments[tree], height: height, variant: variant)
            } catch {
                throw .commitment(tree: tree, error)
            }
        }
    }

    /// The queried values row by row, each row in the order in which leaves hash it.
    ///
    /// Columns are arrays of their own: read one after the other they are read in place, read row by row every value would
    /// be a jump.
    private static func rows(of columns: [[M31]], order: [Int], count: Int) -> [UInt32] {
        var rows = [UInt32](repeating: 0, count: count &* order.count)
        for (place, column) in order.enumerated() {
            var index = place
            for value in columns[column] {
                rows[index] = value.value
                index &+= order.count
            }
        }
        return rows
    }

    /// Where a query of the quotients' domain lies in a tree of another height (STWO §4.7).
    private func position(of query: UInt32, height: Int) -> UInt32 {
        if height < logDomain { return liftedSlot(query, from: height, to: logDomain) }
        if height == logDomain { return query }
        return ((query &>> 1) << UInt32(truncatingIfNeeded: height &- logDomain &+ 1)) | (query & 1)
    }
}
