import BlockBundling
import BlockVerifying
import CommandLines
import FiniteFields
import Foundation
import ProofStorage
import StarknetClient

extension Commands {
    /// `starling verify --block N`: fetches the block, rebuilds its program, and checks everything a browser would.
    static func verifyBlock(_ text: String, _ arguments: Arguments) throws -> ExitStatus {
        guard let number = UInt64(text) else { throw UsageError("--block: a block number, not '\(text)'") }
        let hash = try arguments.string("hash").map { text in
            guard let hash = Felt252(hex: text) else { throw UsageError("--hash: a block hash in hex, not '\(text)'") }
            return hash
        }
        let reader = try proofReader(arguments)
        let requested = RequestedBlock(number: number, hash: hash)
        do throws(ProofReader.Failure) {
            let bundle = try reader.bundle(of: requested)
            let start = ContinuousClock.now
            let verdict = try reader.verify(requested, in: bundle) { check in
                print("  ok        \(check.statement)")
            }
            report(verdict, time: ContinuousClock.now - start)
            return verdict.kind == .except ? .exception : .success
        } catch {
            guard case .rejected(let rejection) = error else { throw UsageError("block \(number): \(error)") }
            print("  FAILED    \(rejection.explanation)")
            print("block \(number): rejected")
            return .failure
        }
    }

    /// A reader of the node, the proof folder and the chain that the arguments name.
    static func proofReader(_ arguments: Arguments) throws -> ProofReader {
        let configuration = try verifierConfiguration(arguments)
        do {
            return ProofReader(
                configuration: configuration, fetcher: BundleFetcher(client: RPCClient(try arguments.required("rpc"))),
                store: try ProofStore(
                    folder: try arguments.required("proofs"), chain: configuration.fingerprint, isMade: false))
        } catch let error as ProofStoreError {
            throw UsageError("\(error)")
        }
    }

    private static func report(_ verdict: BlockVerdict, time: Duration) {
        let milliseconds = Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
        print(
            """
            block \(verdict.blockNumber): \(lowercasedFirst(verdict.headline))
              block hash     \(verdict.blockHash.hex)
              state root     \(verdict.previousStateRoot.hex)
                          -> \(verdict.stateRoot.hex)
              program        \(verdict.programHash.hex), \(verdict.programCount) felts
              security       \(verdict.securityBits) bits conjectured, \(verdict.provenSecurityBits.map(String.init) ?? "none") proven
              frames         \(verdict.provenFrameCount) of \(verdict.frameCount) proven\(verdict.trustedFrames.isEmpty ? "" : ", the others replayed and trusted")
              transactions   \(verdict.transactions.count), \(verdict.abortedTransactions.count) aborted on the validators' word
              certificate    \(verdict.signers.count) of \(verdict.committeeCount) validators
              configuration  \(verdict.configurationFingerprint.map { String(format: "%02x", $0) }.joined())
              time           \(String(format: "%.1f", milliseconds)) ms
            """)
        for line in verdict.exceptions { print("  excepted       \(line)") }
        for line in verdict.basis { print("  rests on       \(line)") }
    }

    static func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
