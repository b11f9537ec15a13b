import CairoAIR
import CairoProving
import CairoVerifying
import CairoWitness
import CircleFRI
import CircleGroups
import CirclePolynomials
import Commitments
import ConstraintSystems
import FiniteFields
import HashFunctions
import PackedFields
import ProofFormats
import StarkProving
import StarkVerifying
import Testing
import VectorFiles

/// Provers that lie in one place and do all else right: the verifier refuses each, with the check for the lie.
@Suite(.serialized) struct EvilProverTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let error: CairoVerificationError
        let lies: @Sendable (inout EvilProver.Lies) -> Void
        var testDescription: String { name }

        init(
            _ name: String, _ error: CairoVerificationError, _ lies: @escaping @Sendable (inout EvilProver.Lies) -> Void
        ) {
            self.name = name
            self.error = error
            self.lies = lies
        }
    }

    /// Adds what is missing to a claimed sum, so that all of them cancel.
    static func patch(_ sums: inout [QM31], _ publicSum: QM31) { sums[0] = sums[0] - sums.reduce(publicSum, +) }

    static func table(_ trace: MainTrace, _ kind: ComponentKind) -> [PackedColumn] {
        trace.tables.first { $0.kind == kind }?.columns ?? []
    }

    static let anotherPolynomial = CairoVerificationError.stark(.lowDegree(.commitment(layer: 0, .rootMismatch)))

    static let cases: [Case] = [
        // The trace.
        Case("an enabler of two", .lookupSum) { $0.trace = { trace, _ in table(trace, .retOpcode)[0][0] = 2 } },
        Case("an enabler of two, sums patched", .constraints) {
            $0.trace = { trace, _ in table(trace, .retOpcode)[0][0] = 2 }
            $0.claimedSums = patch
        },
        Case("a cell of a padding row that breaks a constraint", .constraints) {
            // The second bit of a limb, on a row that uses nothing.
            $0.trace = { trace, _ in table(trace, .retOpcode)[9][15] = 7 }
        },
        Case("a lookup more than its table answers, sums patched", .constraints) {
            $0.trace = { trace, _ in
                let uses = table(trace, .rangeCheck9x9)[0]
                uses[0] = uses[0] + 1
            }
            $0.claimedSums = patch
        },
        Case("a step more, sums patched", .constraints) {
            $0.trace = { trace, _ in table(trace, .retOpcode)[0][15] = 1 }
            $0.claimedSums = patch
        },
        // The claim.
        Case("another final state", .lookupSum) { $0.trace = { _, claim in claim.publicData.final.ap += 1 } },
        Case("another output, sums patched", .constraints) {
            $0.trace = { _, claim in claim.publicData.program[8].value[0] ^= 1 }
            $0.claimedSums = patch
        },
        // Commitments.
        Case("a preprocessed trace of its own", .preprocessedRoot) {
            $0.preprocessed = { tree in
                let column = PackedColumn(logSize: tree.columns[0].logSize)
                return CommittedTree(
                    columns: [column] + tree.columns.dropFirst(), logBlowup: 1, variant: .blake2s)
            }
        },
        Case("a column of high degree", .constraints) {
            $0.committed = { columns in
                for slot in 0..<columns[0].count { columns[0][slot] = M31(reducing: UInt64(slot * slot)) }
            }
            $0.testsAnotherPolynomial = true
        },
        // Challenges.
        Case("a nonce without work", .interactionProofOfWork) { $0.firstNonce = { $0 &+ 1 } },
        Case("sums made for other challenges", .lookupSum) {
            $0.elements = { _ in LookupElements(z: QM31(1, 2, 3, 4), alpha: QM31(5, 6, 7, 8)) }
        },
        Case("sums made for other challenges and patched", .constraints) {
            $0.elements = { _ in LookupElements(z: QM31(1, 2, 3, 4), alpha: QM31(5, 6, 7, 8)) }
            $0.claimedSums = patch
        },
        Case("two sums that still cancel", .constraints) {
            $0.claimedSums = { sums, _ in
                sums[0] = sums[0] + .one
                sums[1] = sums[1] - .one
            }
        },
        Case("constraints joined by another gamma", .constraints) { $0.gamma = { $0 + .one } },
        // The out-of-domain point.
        Case("a composition sample that makes the equation true for a wrong trace", anotherPolynomial) {
            $0.trace = { trace, _ in table(trace, .retOpcode)[0][0] = 2 }
            $0.claimedSums = patch
            $0.samples = { samples, opening in
                let vanishing = opening.point.vanishing(logSize: opening.logRows)
                let wanted = opening.constraints(samples) * vanishing.inverse
                // The four coordinates of the left half; the right half is zero.
                for k in 0..<8 { samples[3][k][0] = k == 0 ? wanted : .zero }
            }
            $0.testsAnotherPolynomial = true
        },
        Case("a main sample of its own", .constraints) {
            $0.samples = { samples, _ in samples[1][0][0] = samples[1][0][0] + .one }
            $0.testsAnotherPolynomial = true
        },
        // The low-degree test.
        Case("another polynomial is tested", anotherPolynomial) { $0.testsAnotherPolynomial = true },
        Case("positions of its own", .stark(.commitment(tree: 0, .rootMismatch))) {
            $0.testsAnotherPolynomial = true
            $0.queries = { $0.map { $0 ^ 64 } }
        },
        Case("a round fewer", .stark(.lowDegree(.wrongNumberOfLayers))) {
            $0.proof = { $0.stark.fri.innerLayers.removeLast() }
        },
        Case("a longer last polynomial", .stark(.lowDegree(.wrongLastLayerSize))) {
            $0.proof = { $0.stark.fri.lastLayerCoefficients.append(.zero) }
        },
        Case("a nonce of another proof", .stark(.queryProofOfWork)) { $0.proof = { $0.stark.proofOfWork ^= 1 << 40 } },
        Case("less work and fewer queries than asked for", .parametersDiffer) {
            $0.proof = { $0.stark.config.fri.queryCount -= 1 }
        },
    ]

    static func policy() throws -> CairoVerificationPolicy {
        try ProverParameters(json: VectorFiles.data("stwo/params/quick_small.json")).policy
    }

    @Test func `without a lie its proof is the real one`() throws {
        let policy = try Self.policy(), input = try SatisfyingTraces.input("ret")
        var proof = try EvilProver(policy: policy).prove(input)
        let real = try CairoProver(parameters: CairoProverParameters(policy: policy)).prove(input)
        proof.bigClaimedSum = real.bigClaimedSum
        #expect(proof == real)
        try CairoVerifier(policy: policy).verify(proof)
    }

    /// Each makes a proof: the quick suite takes every fourth.
    @Test(arguments: cases.indices.filter { SatisfyingTraces.isLong || $0 % 4 == 0 }.map { cases[$0] })
    func `a lie is refused by the check for it`(_ example: Case) throws {
        let policy = try Self.policy()
        let proof = try EvilProver(policy: policy, example.lies).prove(SatisfyingTraces.input("ret"))
        #expect(throws: example.error) { try CairoVerifier(policy: policy).verify(proof) }
    }
}
