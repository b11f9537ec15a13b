import BlockVerifying
import CairoVerifying
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import ProofFormats
import StarkVerifying

extension Commands {
    /// `starling verify --proof F [--params P]`, `--block N`, `--blocks A..B` or `--receipt F`: exit status 0 verified, 1 rejected,
    /// 2 unreadable, 3 verified except for what was named.
    static let verify = Command(
        "verify", summary: "verifies a proof of a Cairo run, or a block with its proof",
        options: [
            CommandOption("proof", value: "FILE", help: "the proof of a Cairo run, as cairo-serde felts or as JSON"),
            CommandOption(
                "params", value: "FILE", help: "the parameters it must have, as JSON (default: production_small)"),
            CommandOption("block", value: "N", help: "verifies block N of a chain instead of a proof file"),
            CommandOption("hash", value: "HEX", help: "the hash that block N must have"),
            CommandOption(flag: "recompile", help: "compiles every class that block N uses again, from its Sierra"),
            CommandOption("blocks", value: "A..B", help: "verifies blocks A to B, each on top of the one before"),
            CommandOption("receipt", value: "FILE", help: "verifies a receipt, without any network"),
            CommandOption(
                "fingerprint", value: "HEX",
                help: "with --receipt: what is pinned of the chain, instead of --committee and --genesis"),
            CommandOption("rpc", value: "URL", default: "http://127.0.0.1:5050", help: "the node that has the block"),
            configurationOption, proofsOption, committeeOption, genesisOption, contractsOption, jsonOption,
        ],
        examples: [
            "starling verify --block 3", "starling verify --block 3 --recompile",
            "starling verify --blocks 1..9 --json", "starling verify --receipt payment.receipt",
            "starling verify --proof fibonacci.proof",
        ]
    ) { arguments in
        if arguments.flag("recompile"), arguments.string("block") == nil {
            throw UsageError("--recompile: only with --block N")
        }
        let subjects = ["proof", "block", "blocks", "receipt"].compactMap { name in
            arguments.string(name).map { (name: name, value: $0) }
        }
        switch (subjects.first?.name, subjects.count) {
        case ("proof", 1): return try verifyProof(subjects[0].value, arguments)
        case ("block", 1): return try verifyBlock(subjects[0].value, arguments)
        case ("blocks", 1): return try verifyBlocks(subjects[0].value, arguments)
        case ("receipt", 1): return try verifyReceipt(subjects[0].value, arguments)
        default:
            throw UsageError(
                "one of four says what to verify: --proof FILE (the proof of a Cairo run), --block N (a block of a chain "
                    + "with its proof), --blocks A..B (blocks one on top of the other), or --receipt FILE")
        }
    }

    private static func verifyProof(_ path: String, _ arguments: Arguments) throws -> ExitStatus {
        let parameters: ProverParameters
        do {
            parameters =
                try arguments.string("params").map { try ProverParameters(json: contents(of: $0)) } ?? .productionSmall
        } catch { throw inputError(arguments.string("params") ?? "--params", error) }
        let proof: CairoProof
        do {
            let bytes = try contents(of: path)
            if bytes.starts(with: BlockProof.magic) {
                throw UsageError("this is the proof of a block: `starling verify --block N` checks it with its block")
            }
            proof = try ProofFile.read(bytes, parameters: parameters)
        } catch { throw inputError(path, error) }
        let start = ContinuousClock.now
        do throws(CairoVerificationError) {
            try CairoVerifier(policy: parameters.policy).verify(proof)
        } catch {
            if arguments.flag("json") {
                printJSON { w in
                    w.field("verdict", string: "rejected")
                    w.field("reason", string: error.reason)
                }
            } else {
                print("rejected: \(error.reason)")
            }
            return .failure
        }
        report(proof, parameters, ContinuousClock.now - start, isJSON: arguments.flag("json"))
        return .success
    }

    private static func report(_ proof: CairoProof, _ parameters: ProverParameters, _ time: Duration, isJSON: Bool) {
        let data = proof.claim.publicData, milliseconds = milliseconds(time)
        let proven = parameters.policy.provenSecurityBits(for: proof.claim) ?? 0
        guard !isJSON else {
            printJSON { w in
                w.field("verdict", string: "verified")
                w.field("program_hash", felt: data.programHash)
                w.field("program_words", integer: data.program.count)
                w.field("output_words", integer: data.output.count)
                w.field("conjectured_bits", integer: parameters.config.securityBits)
                w.field("proven_bits", integer: proven)
                w.field("milliseconds", number: milliseconds)
            }
            return
        }
        print(
            """
            verified
              program        \(data.programHash.hex), \(data.program.count) words
              output         \(data.output.count) words
              security       \(parameters.config.securityBits) bits (conjectured; proven: \(proven))
              time           \(String(format: "%.1f", milliseconds)) ms
            """)
    }

    static func milliseconds(_ time: Duration) -> Double {
        Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
    }

    /// The bytes of a regular file of at most `ProofFile.bytesMax`.
    private static func contents(of path: String) throws -> Data {
        try proverFile(path, bytesMax: ProofFile.bytesMax)
    }
}
