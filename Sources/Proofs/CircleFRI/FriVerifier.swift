import CircleGroups
import Commitments
public import FiniteFields
import HashFunctions
public import Transcripts

/// The verifier of the low-degree test of one column on the circle (STWO §4.8), in two halves: `init` replays the
/// commitments and draws the folding challenges; after the work and the drawing of positions, `verify` folds the column's
/// values down to the last polynomial.
public struct FriVerifier: Sendable {
    /// Roots, sizes and challenges of the layers.
    public let layers: FriLayers
    let proof: FriProof
    /// One challenge a layer, the circle layer's first.
    let challenges: [QM31]
    let variant: ProofHash

    /// Step 15 of the transcript (STWO §4.3). Soundness: every commitment is mixed before its challenge is drawn, the
    /// number of layers comes from the statement alone.
    public init(
        logDegree: Int, config: FriConfig, proof: FriProof, transcript: inout Transcript
    ) throws(FriError) {
        layers = try FriLayers(logDegree: logDegree, config: config)
        guard proof.innerLayers.count == layers.inner.count else { throw .wrongNumberOfLayers }
        guard proof.lastLayerCoefficients.count == 1 << Int(config.logLastLayerDegreeBound) else {
            throw .wrongLastLayerSize
        }
        var challenges: [QM31] = []
        transcript.mix(proof.firstLayer.commitment)
        challenges.append(transcript.drawElement())
        for layer in proof.innerLayers {
            transcript.mix(layer.commitment)
            challenges.append(transcript.drawElement())
        }
        transcript.mix(proof.lastLayerCoefficients)
        self.challenges = challenges
        self.proof = proof
        variant = transcript.variant
    }

    /// Checks the column's values at the queried slots, ascending and distinct.
    public func verify(queries: [UInt32], answers: [QM31]) throws(FriError) {
        guard queries.count == answers.count else { throw .wrongNumberOfAnswers }
        var points = FriPoints(slots: queries, values: answers)
        var challenges = self.challenges.makeIterator()
        guard let first = challenges.next() else { throw .wrongNumberOfLayers }
        points = try fold(points, layer: layers.first, proof: proof.firstLayer, challenge: first, number: 0)
        var number = 0
        for (layer, layerProof) in zip(layers.inner, proof.innerLayers) {
            number &+= 1
            guard let challenge = challenges.next() else { throw .wrongNumberOfLayers }
            points = try fold(points, layer: layer, proof: layerProof, challenge: challenge, number: number)
        }
        let last = LinePolynomial(coefficients: proof.lastLayerCoefficients)
        let domain = LineDomain(logSize: layers.lastLogSize)
        for (slot, value) in zip(points.slots, points.values) {
            guard last.evaluate(at: domain.x(atSlot: slot)) == value else { throw .lastLayerMismatch }
        }
    }

    private func fold(
        _ points: FriPoints, layer: FriLayers.Layer, proof: FriLayerProof, challenge: QM31, number: Int
    ) throws(FriError) -> FriPoints {
        let subsets = try FriSubsets(completing: points, layer: layer, witness: proof.witness, number: number)
        do throws(MerkleError) {
            try proof.decommitment.verify(
                subsets.leaves(layer: layer, variant: variant), root: proof.commitment, height: layer.treeHeight,
                variant: variant)
        } catch {
            throw .commitment(layer: number, error)
        }
        return try subsets.folded(layer: layer, challenge: challenge, isCircle: number == 0)
    }
}
