import CairoMachine
import CairoProving
import CairoVerifying
import CairoWitness
import CommandLines
import Foundation
import HashFunctions
import Observability
import ProofFormats
import StarkVerifying

extension Commands {
    /// `starling prove --prover-input F [--params P] --proof OUT [--format FORMAT]`, or `--program F` to run a program
    /// first: exit status 0 proved, 1 cannot be proved, 2 unreadable input or wrong usage.
    static let prove = Command(
        "prove", summary: "proves a Cairo run",
        options: proveInputOptions + memoryOptions + [
            CommandOption(
                "params", value: "FILE", help: "the proof's parameters, as JSON (default: production_small)"),
            CommandOption("proof", value: "FILE", help: "where the proof goes"),
            CommandOption(
                "format", value: "FORMAT", default: "cairo-serde",
                help: "cairo-serde (felts, for the Cairo verifier), json or binary (for the Rust verifier)"),
            CommandOption(flag: "verify", help: "verifies the proof before it is written"),
        ],
        examples: [
            "starling prove --program fibonacci.executable.json --args 10 --proof fibonacci.proof --verify",
            "starling prove --prover-input run.json --proof run.proof --format json",
        ]
    ) { arguments in
        let proofPath = try arguments.required("proof")
        let formatName = try arguments.required("format")
        guard let format = ProofFileFormat(rawValue: formatName) else {
            throw UsageError("--format: '\(formatName)' is none of cairo-serde, json and binary")
        }
        let report = PhaseReport()
        let parameters: ProverParameters
        do {
            parameters =
                try arguments.string("params").map { try ProverParameters(json: proverFile($0, bytesMax: 1 << 20)) }
                ?? .productionSmall
            try format.check(parameters.hash)
        } catch {
            throw inputError(arguments.string("params") ?? "--params", error)
        }
        let proofFolder = URL(fileURLWithPath: proofPath).deletingLastPathComponent().path
        let memory = try provingMemory(arguments, folder: proofFolder)
        let bounds = RunBounds(
            steps: try arguments.requiredInteger("steps", in: 1...MachineLimits.stepsMax), variant: parameters.variant,
            memory: memory)
        guard let input = try proverInput(arguments, bounds, report) else { return .failure }
        let prover = CairoProver(
            parameters: CairoProverParameters(policy: parameters.policy, channelSalt: parameters.channelSalt),
            memory: memory)
        let proof: CairoProof
        do throws(CairoProvingError) {
            let estimate = try prover.estimate(input)
            print(estimate.words)
            let plan = try prover.plan(estimate)
            print("\(plan.words), and \(Int(estimate.seconds(plan.keeping).rounded())) s of processor time")
            fflush(nil)
            proof = try prover.prove(input, by: plan, progress: report.progress)
        } catch {
            printError("cannot be proved: \(ErrorSentence.text(of: error))")
            return .failure
        }
        if arguments.flag("verify") {
            do {
                try report.run("verification") { try CairoVerifier(policy: parameters.policy).verify(proof) }
            } catch {
                printError("the proof does not verify: \(ErrorSentence.text(of: error))")
                return .failure
            }
        }
        do {
            try Data(format.write(proof, parameters.hash)).write(to: URL(fileURLWithPath: proofPath), options: .atomic)
        } catch {
            throw inputError(proofPath, error)
        }
        print("proved \(input.stepCount) steps, \(parameters.config.securityBits) bits (conjectured)")
        report.printTable()
        return .success
    }
}

/// The formats of a proof file.
enum ProofFileFormat: String {
    case cairoSerde = "cairo-serde"
    case json
    case binary

    /// Whether proofs over a hash can be written.
    func check(_ hash: ProofHash) throws(ProofFormatError) {
        if self == .binary, hash == .poseidon252 { throw .poseidonBinary }
    }

    func write(_ proof: CairoProof, _ hash: ProofHash) throws(ProofFormatError) -> [UInt8] {
        switch self {
        case .cairoSerde: try CairoSerdeFormat.write(proof, hash: hash)
        case .json: SerdeFormat.write(proof, hash: hash)
        case .binary: try BinaryFormat.write(proof, hash: hash)
        }
    }
}
