public import CircleFRI
public import CirclePolynomials
import Commitments
import FiniteFields
public import PackedFields
public import Transcripts

/// The prover of the low-degree test of one column on the circle (STWO §4.8), in two halves like its verifier: `init`
/// commits to the layers, `open` answers the queries.
public struct FriProver {
    private struct Committed {
        let shape: FriLayers.Layer
        let values: SecureColumn
        let tree: MerkleTree
    }

    private let layers: [Committed]
    private let lastLayerCoefficients: [QM31]

    /// Step 15 of the transcript (STWO §4.3): every layer's root is mixed and answered by a folding challenge; the last
    /// polynomial is mixed in clear. Throws when the parameters fit no sequence of layers, and `lastLayerMismatch` when
    /// the column is not of low degree, which an honest prover never meets.
    public init(
        column: SecureColumn, logDegree: Int, config: FriConfig, twiddles: Twiddles, transcript: inout Transcript
    ) throws(FriError) {
        let shapes = try FriLayers(logDegree: logDegree, config: config)
        precondition(column.logSize == shapes.first.logSize, "the column lies on the domain of its degree and blowup")
        let folding = LayerFolding(twiddles: twiddles)
        var layers: [Committed] = []
        var values = column
        for (number, shape) in ([shapes.first] + shapes.inner).enumerated() {
            let tree = MerkleTree(layer: values, isPacked: shape.isPacked, variant: transcript.variant)
            layers.append(Committed(shape: shape, values: values, tree: tree))
            transcript.mix(tree.root)
            values = folding.fold(
                values, step: shape.foldStep, challenge: transcript.drawElement(), isCircle: number == 0)
        }
        guard
            let last = LayerFolding.lastPolynomial(values, logCoefficients: Int(config.logLastLayerDegreeBound))
        else { throw .lastLayerMismatch }
        transcript.mix(last)
        self.layers = layers
        lastLayerCoefficients = last
    }

    /// The openings at these slots of the column, ascending and distinct.
    public func open(_ queries: [UInt32]) -> FriProof {
        var proofs: [FriLayerProof] = []
        var queries = queries
        for layer in layers {
            let step = UInt32(layer.shape.foldStep), perLeaf: UInt32 = layer.shape.isPacked ? 4 : 1
            var witness: [QM31] = [], leaves: [UInt32] = [], folded: [UInt32] = []
            var next = 0
            while next < queries.count {
                let subset = queries[next] >> step
                folded.append(subset)
                for slot in (subset << step)..<((subset + 1) << step) {
                    if slot % perLeaf == 0 { leaves.append(slot / perLeaf) }
                    if next < queries.count, queries[next] == slot {
                        next += 1
                    } else {
                        witness.append(layer.values[Int(slot)])
                    }
                }
            }
            proofs.append(
                FriLayerProof(
                    witness: witness, decommitment: layer.tree.decommit(leaves), commitment: layer.tree.root))
            queries = folded
        }
        return FriProof(
            firstLayer: proofs[0], innerLayers: Array(proofs.dropFirst()),
            lastLayerCoefficients: lastLayerCoefficients)
    }
}
