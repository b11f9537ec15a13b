import CairoAIR
import CairoVerifying
import CircleFRI
import Commitments
import ConstraintSystems
import FiniteFields
import HashFunctions
import ProofFormats
import StarkVerifying
import Testing

/// One test a check of the verifier: a proof of the reference prover is broken in exactly one place.
struct RejectionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let error: CairoVerificationError
        let breaks: @Sendable (inout CairoProof, inout CairoVerificationPolicy) -> Void
        var testDescription: String { "\(error)" }

        init(
            _ error: CairoVerificationError,
            breaks: @escaping @Sendable (inout CairoProof, inout CairoVerificationPolicy) -> Void
        ) {
            self.error = error
            self.breaks = breaks
        }
        init(_ error: StarkError, breaks: @escaping @Sendable (inout StarkProof) -> Void) {
            self.init(.stark(error)) { proof, _ in breaks(&proof.stark) }
        }
    }

    static let cases: [Case] = [
        Case(.claim(.initialPC)) { proof, _ in proof.claim.publicData.initial.pc = 0 },
        Case(.parametersDiffer) { _, policy in policy.config.fri.queryCount = 4 },
        Case(.parametersDiffer) { proof, _ in proof.stark.config.powBits = 0 },
        Case(.unsupportedParameters) { proof, policy in
            proof.stark.config.minLiftingLogSize = 21
            policy.config.minLiftingLogSize = 21
        },
        Case(.variantDiffers) { proof, _ in proof.variant = .canonical },
        Case(.preprocessedColumnMissing(.memoryIdToSmall)) { proof, _ in proof.claim[.memoryIdToSmall] = [21] },
        Case(.preprocessedRoot) { proof, _ in proof.stark.commitments[0].words[3] ^= 1 },
        Case(.preprocessedRoot) { _, policy in policy.hash = .blake2sM31 },
        Case(.preprocessedRootUnknown) { proof, policy in
            proof.stark.config.fri.logBlowup = 3
            policy.config.fri.logBlowup = 3
        },
        Case(.claimedSumCount) { proof, _ in proof.claimedSums.removeLast() },
        Case(.bigClaimedSum) { proof, _ in proof.bigClaimedSum = .one },
        Case(.interactionProofOfWork) { proof, _ in proof.interactionProofOfWork &+= 1 },
        Case(.interactionProofOfWork) { proof, _ in proof.channelSalt = 1 },
        Case(.interactionProofOfWork) { proof, _ in proof.stark.commitments[1].words[0] ^= 1 },
        Case(.interactionProofOfWork) { proof, _ in proof.claim.publicData.output[0].value[0] ^= 1 },
        Case(.lookupSum) { proof, _ in proof.claimedSums[5] = proof.claimedSums[5] + .one },
        Case(.constraints) { proof, _ in proof.stark.commitments[2].words[0] ^= 1 },
        Case(.constraints) { proof, _ in proof.stark.commitments[3].words[0] ^= 1 },
        Case(.constraints) { proof, _ in proof.stark.sampledValues[1][0][0] = .one },
        Case(.constraints) { proof, _ in proof.stark.sampledValues[2][16][0] = .one },
        Case(.constraints) { proof, _ in proof.stark.sampledValues[3][7][0] = .one },
        Case(.constraints) { proof, _ in
            // Two sums that still cancel.
            proof.claimedSums[0] = proof.claimedSums[0] + .one
            proof.claimedSums[1] = proof.claimedSums[1] - .one
        },
        Case(.wrongNumberOfCommitments) { $0.commitments.removeLast() },
        Case(.wrongNumberOfDecommitments) { $0.decommitments.append($0.decommitments[0]) },
        Case(.wrongSampleShape(tree: 0)) { $0.sampledValues.removeLast() },
        Case(.wrongSampleShape(tree: 1)) { $0.sampledValues[1].removeLast() },
        Case(.wrongSampleShape(tree: 2)) { $0.sampledValues[2][0].append(.one) },
        Case(.queryProofOfWork) { $0.proofOfWork &+= 1 },
        Case(.queryProofOfWork) { $0.fri.lastLayerCoefficients[0] = .one },
        Case(.wrongQueriedValueShape(tree: 0)) { $0.queriedValues.removeLast() },
        Case(.wrongQueriedValueShape(tree: 1)) { $0.queriedValues[1].removeLast() },
        Case(.wrongQueriedValueShape(tree: 2)) { $0.queriedValues[2][3].removeLast() },
        Case(.commitment(tree: 0, .rootMismatch)) { $0.queriedValues[0][0][0] = 77 },
        Case(.commitment(tree: 3, .rootMismatch)) { $0.decommitments[3].hashWitness[5].words[0] ^= 1 },
        Case(.commitment(tree: 1, .witnessTooShort)) { $0.decommitments[1].hashWitness.removeLast() },
        Case(.commitment(tree: 2, .witnessTooLong)) { $0.decommitments[2].hashWitness.append(.zero) },
        Case(.lowDegree(.wrongNumberOfLayers)) { $0.fri.innerLayers.removeLast() },
        Case(.lowDegree(.wrongLastLayerSize)) { $0.fri.lastLayerCoefficients.append(.one) },
        Case(.lowDegree(.witnessTooShort(layer: 0))) { $0.fri.firstLayer.witness.removeLast() },
        Case(.lowDegree(.witnessTooLong(layer: 4))) { $0.fri.innerLayers[3].witness.append(.one) },
        Case(.lowDegree(.commitment(layer: 0, .rootMismatch))) { $0.fri.firstLayer.witness[0] = .one },
        Case(.lowDegree(.commitment(layer: 7, .rootMismatch))) { $0.fri.innerLayers[6].witness[0] = .one },
        Case(.lowDegree(.commitment(layer: 2, .witnessTooShort))) {
            $0.fri.innerLayers[1].decommitment.hashWitness.removeLast()
        },
    ]

    @Test(arguments: cases) func `a proof broken in one place is rejected by the check for it`(example: Case) throws {
        let golden = GoldenProof(name: "fib_1k", parameters: "quick_small")
        var proof = try golden.proof(), policy = try golden.prover().policy
        example.breaks(&proof, &policy)
        #expect(throws: example.error) {
            try CairoVerifier(policy: policy).verify(proof)
        }
        #expect(!example.error.reason.isEmpty)
    }

    @Test func `a public term without inverse is noticed`() throws {
        let data = try GoldenProof(name: "fib_1k", parameters: "quick_small").proof().claim.publicData
        let alpha = QM31(3, 1, 4, 1)
        let free = LookupElements(z: .zero, alpha: alpha)
        let tuple = [M31(canonical: data.final.pc), M31(canonical: data.final.ap), M31(canonical: data.final.fp)]
        let z = free.combination(.opcodes, tuple)
        #expect(data.lookupSum(LookupElements(z: z, alpha: alpha)) == nil)
        #expect(data.lookupSum(free) != nil)
    }

    /// The sum by the definition, one fraction at a time.
    @Test func `the public sum is the sum of its fractions`() throws {
        let data = try GoldenProof(name: "fib_1k", parameters: "quick_small").proof().claim.publicData
        let elements = LookupElements(z: QM31(9, 8, 7, 6), alpha: QM31(3, 1, 4, 1))
        var expected = QM31.zero
        func add(_ address: UInt32, _ id: UInt32, _ value: [UInt32]) {
            var bits: [Bool] = []
            for word in value { for bit in 0..<32 { bits.append(word >> UInt32(bit) & 1 == 1) } }
            let limbs = (0..<28).map { limb in
                (0..<9).reduce(UInt32(0)) { sum, bit in
                    let position = 9 * limb + bit
                    return sum + (position < bits.count && bits[position] ? 1 << UInt32(bit) : 0)
                }
            }
            let tuple = [M31(canonical: id)] + limbs.map { M31(canonical: $0) }
            expected = expected + elements.combination(.memoryIdToBig, tuple).inverse
            let pair = [M31(canonical: address), M31(canonical: id)]
            expected = expected + elements.combination(.memoryAddressToId, pair).inverse
        }
        for (i, cell) in data.program.enumerated() { add(1 + UInt32(i), cell.id, (0..<8).map { cell.value[$0] }) }
        add(data.initial.ap - 2, data.safeCallIDs.0, [data.initial.ap])
        add(data.initial.ap - 1, data.safeCallIDs.1, [0])
        for (i, range) in data.segments.enumerated() {
            let range = try #require(range)
            add(data.initial.ap + UInt32(i), range.start.id, [range.start.value])
            add(data.final.ap - 11 + UInt32(i), range.stop.id, [range.stop.value])
        }
        let start = try #require(data[.output]).start.value
        for (i, cell) in data.output.enumerated() { add(start + UInt32(i), cell.id, (0..<8).map { cell.value[$0] }) }
        for (state, isFinal) in [(data.final, true), (data.initial, false)] {
            let tuple = [M31(canonical: state.pc), M31(canonical: state.ap), M31(canonical: state.fp)]
            let term = elements.combination(.opcodes, tuple).inverse
            expected = isFinal ? expected + term : expected - term
        }
        #expect(data.lookupSum(elements) == expected)
    }
}
