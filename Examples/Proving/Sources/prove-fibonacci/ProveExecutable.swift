import CairoFiles
import CairoMachine
import CairoProving
import CairoVerifying
import CairoWitness
import FiniteFields
import Foundation
import JSONCoding

/// Runs an executable that the Cairo compiler made, proves the run, and verifies the proof.
func prove(executable path: String, arguments: [Felt252]) throws -> CairoProof {
    let file = try JSONDocument(Data(contentsOf: URL(fileURLWithPath: path)), limits: .localFile)
    let run = try ProofRun(
        CairoExecutable(json: file.root), arguments: arguments, limits: MachineLimits(steps: 1 << 20, cells: 1 << 24))
    try run.run()
    let proof = try CairoProver(parameters: .productionSmall).prove(ProverInput(run.relocated()))
    try CairoVerifier(policy: .productionSmall).verify(proof)
    return proof
}
