import CairoAIR
import CairoVerifying
import CircleFRI
import ConstraintSystems
import FiniteFields
import ProofFormats
import StarkVerifying
import Testing

struct GoldenProofTests {
    @Test(arguments: GoldenProof.all) func `a golden proof verifies completely`(golden: GoldenProof) throws {
        try CairoVerifier(policy: golden.prover().policy).verify(golden.proof())
    }

    @Test func `production parameters have 96 conjectured and 55 proven bits`() throws {
        let golden = GoldenProof(name: "fib_1k", parameters: "quick_small")
        let policy = CairoVerificationPolicy.productionSmall
        #expect(policy.config.securityBits == 96)
        #expect(try policy.provenSecurityBits(for: golden.proof().claim) == 55)
        var claim = try golden.proof().claim
        claim[.retOpcode] = [300]
        #expect(policy.provenSecurityBits(for: claim) == nil)
    }

    // The values are those of STWO §4.3.
    @Test func `the challenges of the published opcode proof are the published ones`() throws {
        let golden = GoldenProof(name: "opcodes", parameters: "golden_opcodes")
        let proof = try golden.proof()
        #expect(proof.interactionProofOfWork == 34_360_107_358)
        #expect(proof.stark.proofOfWork == 644_246_086_546)
        #expect(proof.claimedSums.count == 46)
        #expect(proof.stark.sampledValues.map(\.count) == [161, 1464, 1032, 8])
        #expect(proof.stark.fri.innerLayers.count == 6)
        #expect(proof.stark.queriedValues[3][0].count == 70)
        var session = try CairoVerification(proof: proof, policy: golden.prover().policy)
        try session.checkLookups()
        #expect(session.elements?.z == QM31(1_724_453_436, 656_701_161, 997_520_552, 195_617_167))
        #expect(session.elements?.alphas[1] == QM31(95_425_808, 26_745_409, 1_910_090_746, 1_267_188_173))
    }
}
