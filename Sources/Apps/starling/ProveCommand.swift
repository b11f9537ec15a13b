import CairoProving
import CairoVerifying
import CairoWitness
import CommandLines
import Foundation
import ProofFormats
import StarkVerifying

extension Commands {
    /// `starling prove --prover-input F [--params P] --proof OUT [--format FORMAT]`: exit status 0 proved, 1 cannot be
    /// proved, 2 unreadable input or wrong usage.
    static let prove = Command(
        "prove", summary: "proves a Cairo run",
        options: [
            CommandOption("prover-input", value: "FILE", help: "the run, as JSON of stwo-cairo's adapter"),
            CommandOption(
                "params", value: "FILE", help: "the proof's parameters, as JSON (default: production_small)"),
            CommandOption("proof", value: "FILE", help: "where the proof goes"),
            CommandOption(
                "format", value: "FORMAT", default: "cairo-serde",
                help: "cairo-serde (felts, for the Cairo verifier) or json (for the Rust verifier)"),
            CommandOption(flag: "verify", help: "verifies the proof before it is written"),
        ]
    ) { arguments in
        let inputPath = try arguments.required("prover-input"), proofPath = try arguments.required("proof")
        let formatName = try arguments.required("format")
        guard let format = ProofFileFormat(rawValue: formatName) else {
            throw UsageError("--format: '\(formatName)' is neither cairo-serde nor json")
        }
        let report = PhaseReport()
        let parameters: ProverParameters
        do {
            parameters =
                try arguments.string("params").map { try ProverParameters(json: proverFile($0, bytesMax: 1 << 20)) }
                ?? .productionSmall
        } catch {
            throw UsageError("parameters \(arguments.string("params") ?? ""): \(error)")
        }
        let input: ProverInput
        do {
            input = try report.run("reading the input") {
                try ProverInput(json: proverFile(inputPath, bytesMax: 8 << 30))
            }
        } catch {
            throw UsageError("prover input \(inputPath): \(error)")
        }
        let prover = CairoProver(
            parameters: CairoProverParameters(policy: parameters.policy, channelSalt: parameters.channelSalt))
        let proof: CairoProof
        do throws(CairoProvingError) {
            proof = try prover.prove(input, progress: report.progress)
        } catch {
            print("cannot be proved: \(error)")
            return .failure
        }
        if arguments.flag("verify") {
            do {
                try report.run("verification") { try CairoVerifier(policy: parameters.policy).verify(proof) }
            } catch {
                print("the proof does not verify: \(error)")
                return .failure
            }
        }
        do {
            try Data(format.write(proof)).write(to: URL(fileURLWithPath: proofPath), options: .atomic)
        } catch {
            throw UsageError("proof \(proofPath): \(error)")
        }
        print("proved \(input.stepCount) steps, \(parameters.config.securityBits) bits (conjectured)")
        report.printTable()
        return .success
    }

    /// The bytes of a regular file.
    private static func proverFile(_ path: String, bytesMax: Int) throws -> Data {
        let attributes = try FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw UsageError("not a file") }
        guard let size = attributes[.size] as? Int, size <= bytesMax else {
            throw UsageError("larger than \(bytesMax) bytes")
        }
        return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    }
}

/// The formats of a proof file.
enum ProofFileFormat: String {
    case cairoSerde = "cairo-serde"
    case json

    func write(_ proof: CairoProof) throws(ProofFormatError) -> [UInt8] {
        switch self {
        case .cairoSerde: try CairoSerdeFormat.write(proof)
        case .json: SerdeFormat.write(proof)
        }
    }
}
