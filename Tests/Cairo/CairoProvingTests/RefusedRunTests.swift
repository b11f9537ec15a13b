import CairoAIR
import CairoProving
import CairoVerifying
import CairoWitness
import ProofFormats
import StarkVerifying
import Testing
import VectorFiles

/// Runs and parameters that no proof is made of.
struct RefusedRunTests {
    private func prove(
        _ name: String, progress: ProvingProgress = .silent, _ change: (inout CairoProverParameters) -> Void = { _ in }
    ) throws {
        let input = try ProverInput(json: VectorFiles.data("stwo/inputs/\(name).prover_input.json"))
        var parameters = CairoProverParameters.productionSmall
        change(&parameters)
        _ = try CairoProver(parameters: parameters).prove(input, progress: progress)
    }

    @Test func `a run that gives no trace`() throws {
        var input = try ProverInput(json: VectorFiles.data("stwo/inputs/ret.prover_input.json"))
        input.states.removeLast()
        #expect(throws: CairoProvingError.witness(.malformed(.stateLists))) {
            try CairoProver(parameters: .productionSmall).prove(input)
        }
    }

    @Test func `parameters outside what this prover makes`() {
        #expect(throws: CairoProvingError.unsupportedParameters) {
            try prove("ret") { $0.config.minLiftingLogSize = 1 }
        }
        #expect(throws: CairoProvingError.unsupportedParameters) { try prove("ret") { $0.config.powBits = 33 } }
    }

    @Test(arguments: 0..<3) func `a proof that is wanted until so many phases have ended`(wanted: Int) {
        var ended = 0
        let progress = ProvingProgress(isWanted: { ended < wanted }, ended: { _, _ in ended += 1 })
        #expect(throws: CairoProvingError.cancelled) { try prove("ret", progress: progress) }
        #expect(ended >= wanted && ended < ProvingPhase.allCases.count)
    }
}
