import CairoAIR
import CircleFRI
import Commitments
import FiniteFields
import StarkVerifying

extension WordReader {
    private mutating func decommitment() throws(ProofDecodingError) -> MerkleDecommitment {
        MerkleDecommitment(hashWitness: try digests())
    }

    private mutating func friLayer() throws(ProofDecodingError) -> FriLayerProof {
        let witness = try secureElements()
        let decommitment = try decommitment()
        return FriLayerProof(witness: witness, decommitment: decommitment, commitment: try digest())
    }

    private mutating func fri() throws(ProofDecodingError) -> FriProof {
        let first = try friLayer()
        let count = try count(itemWords: layerWords)
        var inner: [FriLayerProof] = []
        for _ in 0..<count { inner.append(try friLayer()) }
        let coefficients = try secureElements()
        // The size is stated beside the coefficients; only the one that fits is accepted.
        let logSize = try word()
        guard logSize < 32, coefficients.count == 1 << Int(logSize) else {
            throw .lastLayerSize(word: position &- 1)
        }
        return FriProof(firstLayer: first, innerLayers: inner, lastLayerCoefficients: coefficients)
    }

    private mutating func samples() throws(ProofDecodingError) -> [[[QM31]]] {
        let trees = try count(itemWords: 1)
        var samples: [[[QM31]]] = []
        for _ in 0..<trees {
            let columns = try count(itemWords: 1)
            var tree: [[QM31]] = []
            tree.reserveCapacity(columns)
            for _ in 0..<columns { tree.append(try secureElements()) }
            samples.append(tree)
        }
        return samples
    }

    /// Rows of values in the order of hashing, brought into commit order column by column.
    private mutating func queriedValues(
        claim: CairoClaim, variant: PreprocessedVariant
    ) throws(ProofDecodingError) -> [[[M31]]] {
        let trees = try count(itemWords: 1)
        guard trees == ColumnOrder.treeCount else { throw .queriedValues(word: position &- 1) }
        var values: [[[M31]]] = []
        for tree in 0..<trees {
            let order = ColumnOrder.hashing(tree: tree, claim: claim, variant: variant)
            let count = try count(itemWords: 1)
            guard order.isEmpty ? count == 0 : count % order.count == 0 else {
                throw .queriedValues(word: position &- 1)
            }
            var columns = [[M31]](repeating: [], count: order.count)
            if !order.isEmpty {
                let rows = count / order.count
                for column in columns.indices { columns[column].reserveCapacity(rows) }
                for _ in 0..<rows {
                    for column in order { columns[column].append(try element()) }
                }
            }
            values.append(columns)
        }
        return values
    }

    mutating func stark(claim: CairoClaim, variant: PreprocessedVariant) throws(ProofDecodingError) -> StarkProof {
        let powBits = try number(), blowup = try number(), last = try number()
        let queries = try number(), step = try number()
        let config = PcsConfig(
            powBits: powBits,
            fri: FriConfig(
                logBlowup: blowup, logLastLayerDegreeBound: last, queryCount: queries, foldStep: step))
        let commitments = try digests()
        let samples = try samples()
        let openings = try count(itemWords: 1)
        var decommitments: [MerkleDecommitment] = []
        for _ in 0..<openings { decommitments.append(try decommitment()) }
        let values = try queriedValues(claim: claim, variant: variant)
        let work = try word()
        return StarkProof(
            config: config, commitments: commitments, sampledValues: samples, decommitments: decommitments,
            queriedValues: values, proofOfWork: work, fri: try fri())
    }
}
