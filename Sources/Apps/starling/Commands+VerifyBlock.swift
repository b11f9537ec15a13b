import BlockBundling
import BlockVerifying
import ByteCoding
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import ProofStorage
import SierraToCasm
import StarknetClient

extension Commands {
    /// `starling verify --block N`: fetches the block, rebuilds its program, and checks everything a browser would.
    static func verifyBlock(_ text: String, _ arguments: Arguments) throws -> ExitStatus {
        guard let number = UInt64(text) else { throw UsageError("--block: a block number, not '\(text)'") }
        let hash = try arguments.string("hash").map { text in
            guard let hash = Felt252(hex: text) else { throw UsageError("--hash: a block hash in hex, not '\(text)'") }
            return hash
        }
        let reader = try proofReader(arguments), isJSON = arguments.flag("json")
        let requested = RequestedBlock(number: number, hash: hash)
        do throws(ProofReader.Failure) {
            let bundle = try reader.bundle(of: requested)
            let start = ContinuousClock.now
            var verdict = try reader.verify(requested, in: bundle) { check in
                if !isJSON { print("  ok        \(check.statement)") }
            }
            if arguments.flag("recompile") {
                let recompilation = try reader.recompile(bundle)
                verdict.recompilation = recompilation
            }
            let time = ContinuousClock.now - start
            if isJSON { printJSON { w in write(verdict, time, to: &w) } } else { report(verdict, time) }
            return verdict.kind == .except ? .exception : .success
        } catch {
            guard case .rejected(let rejection) = error else { throw noBlock(number, error, arguments) }
            if isJSON {
                printJSON { w in writeRejection(of: number, rejection.explanation, to: &w) }
            } else {
                print("  FAILED    \(rejection.explanation)")
                print("block \(number): rejected")
            }
            return .failure
        }
    }

    /// A block that could not be had: nothing is said about it.
    static func noBlock(_ number: UInt64, _ error: ProofReader.Failure, _ arguments: Arguments) -> InputError {
        InputError("block \(number) of \(arguments.string("rpc") ?? "") could not be checked: \(error)")
    }

    /// A reader of the node, the proof folder and the chain that the arguments name.
    static func proofReader(_ arguments: Arguments) throws -> ProofReader {
        let configuration = try verifierConfiguration(arguments)
        do {
            return ProofReader(
                configuration: configuration, fetcher: BundleFetcher(client: RPCClient(try arguments.required("rpc"))),
                store: try readStore(at: proofsPlace(arguments), of: configuration))
        } catch let error as ProofStoreError {
            throw InputError("\(error)")
        }
    }

    private static func report(_ verdict: BlockVerdict, _ time: Duration) {
        print(
            """
            block \(verdict.blockNumber): \(lowercasedFirst(verdict.headline))
              block hash     \(verdict.blockHash.hex)
              state root     \(verdict.previousStateRoot.hex)
                          -> \(verdict.stateRoot.hex)
              program        \(verdict.programHash.hex), \(verdict.programCount) felts
              security       \(verdict.securityBits) bits conjectured, \(verdict.provenSecurityBits.map(String.init) ?? "none") proven
              frames         \(verdict.provenFrameCount) of \(verdict.frameCount) proven\(verdict.trustedFrames.isEmpty ? "" : ", the others replayed and trusted")
              transactions   \(verdict.transactions.count)
              certificate    \(verdict.signers.count) of \(verdict.committeeCount) validators
              classes        \(classes(verdict))
              configuration  \(HexBytes.encode(verdict.configurationFingerprint))
              time           \(String(format: "%.1f", milliseconds(time))) ms
            """)
        for line in verdict.exceptions { print("  excepted       \(line)") }
        for line in verdict.basis { print("  rests on       \(line)") }
    }

    private static func classes(_ verdict: BlockVerdict) -> String {
        guard let count = verdict.recompilation?.count else { return "not recompiled from Sierra (--recompile)" }
        return "recompiled from Sierra: \(count) of \(count), by compiler \(SierraContract.compilerVersion)"
    }

    static func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
