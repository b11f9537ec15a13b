import CairoVerifying
import CommandLines
import FiniteFields
import Foundation
import ProofFormats
import StarkVerifying

extension Commands {
    /// `starling verify --proof F [--params P]`, `--block N` or `--blocks A..B`: exit status 0 verified, 1 rejected,
    /// 2 unreadable, 3 verified except for what was named.
    static let verify = Command(
        "verify", summary: "verifies a proof of a Cairo run, or a block with its proof",
        options: [
            CommandOption("proof", value: "FILE", help: "the proof, as cairo-serde felts or as JSON"),
            CommandOption(
                "params", value: "FILE", help: "the parameters it must have, as JSON (default: production_small)"),
            CommandOption("block", value: "N", help: "verifies block N of a chain instead of a proof file"),
            CommandOption("hash", value: "HEX", help: "the hash that block N must have"),
            CommandOption("blocks", value: "A..B", help: "verifies blocks A to B, each on top of the one before"),
            CommandOption("rpc", value: "URL", default: "http://127.0.0.1:5050", help: "the node that has the block"),
            CommandOption("proofs", value: "FOLDER", default: "./proofs", help: "where the block's proof is stored"),
            CommandOption("committee", value: "FILE", default: ".run/node0/committee", help: "the chain's committee file"),
            CommandOption(
                "genesis", value: "FILE",
                help: "the genesis file (default: genesis.json beside the committee file, else the test chain's)"),
        ]
    ) { arguments in
        if let block = arguments.string("block") { return try verifyBlock(block, arguments) }
        if let blocks = arguments.string("blocks") { return try verifyBlocks(blocks, arguments) }
        let proofPath = try arguments.required("proof")
        let parameters: ProverParameters
        let proof: CairoProof
        do {
            parameters =
                try arguments.string("params").map { try ProverParameters(json: contents(of: $0)) }
                ?? .productionSmall
        } catch {
            throw UsageError("parameters \(arguments.string("params") ?? ""): \(error)")
        }
        do {
            proof = try ProofFile.read(contents(of: proofPath), parameters: parameters)
        } catch {
            throw UsageError("proof \(proofPath): \(error)")
        }
        let start = ContinuousClock.now
        do throws(CairoVerificationError) {
            try CairoVerifier(policy: parameters.policy).verify(proof)
        } catch {
            print("rejected: \(error.reason)")
            return .failure
        }
        report(proof, parameters: parameters, time: ContinuousClock.now - start)
        return .success
    }

    private static func report(_ proof: CairoProof, parameters: ProverParameters, time: Duration) {
        let data = proof.claim.publicData
        let milliseconds =
            Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
        let proven = parameters.policy.provenSecurityBits(for: proof.claim) ?? 0
        print(
            """
            verified
              program        \(data.programHash.hex), \(data.program.count) words
              output         \(data.output.count) words
              security       \(parameters.config.securityBits) bits (conjectured; proven: \(proven))
              time           \(String(format: "%.1f", milliseconds)) ms
            """)
    }

    /// The bytes of a regular file of at most `ProofFile.bytesMax`.
    private static func contents(of path: String) throws -> Data {
        let attributes = try FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw UsageError("not a file") }
        guard let size = attributes[.size] as? Int, size <= ProofFile.bytesMax else {
            throw UsageError("larger than \(ProofFile.bytesMax) bytes")
        }
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }
}
