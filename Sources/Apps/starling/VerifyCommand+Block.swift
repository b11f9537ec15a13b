import BlockBundling
import BlockPrograms
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
        let configuration = try verifierConfiguration(arguments)
        let fetcher = BundleFetcher(client: RPCClient(try arguments.required("rpc")))
        let store = try ProofStore(folder: try arguments.required("proofs"))
        let bundle: BlockBundle
        do {
            // The name is not compared with the content: whether the content proves the block is decided below.
            bundle = try fetcher.bundle(
                of: number, storedProof: try store.proof(block: number, checksName: false))
        } catch let error as BundleError {
            throw UsageError("block \(number): \(error)")
        } catch let error as ProofStoreError {
            throw UsageError("\(error)")
        }
        let start = ContinuousClock.now
        do {
            let verdict = try BlockVerifier<CommitteeSignatures>(configuration: configuration).verify(bundle) { check in
                print("  ok        \(check.statement)")
            }
            report(verdict, time: ContinuousClock.now - start)
            return .success
        } catch {
            print("  FAILED    \(error.explanation)")
            print("block \(number): rejected")
            return .failure
        }
    }

    private static func report(_ verdict: BlockVerdict, time: Duration) {
        let milliseconds = Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15
        print(
            """
            block \(verdict.blockNumber): \(verdict.headline.prefix(1).lowercased())\(verdict.headline.dropFirst())
              block hash     \(verdict.blockHash.hex)
              state root     \(verdict.previousStateRoot.hex)
                          -> \(verdict.stateRoot.hex)
              program        \(verdict.programHash.hex), \(verdict.programCount) felts
              security       \(verdict.securityBits) bits (conjectured)
              frames         \(verdict.provenFrameCount) of \(verdict.frameCount) proven\(verdict.trustedFrames.isEmpty ? "" : ", the others replayed and trusted")
              transactions   \(verdict.transactionCount), \(verdict.abortedTransactions.count) aborted on the validators' word
              certificate    \(verdict.signers.count) of \(verdict.committeeCount) validators
              configuration  \(verdict.configurationFingerprint.map { String(format: "%02x", $0) }.joined())
              time           \(String(format: "%.1f", milliseconds)) ms
            """)
        for line in verdict.exceptions { print("  excepted       \(line)") }
        for line in verdict.basis { print("  rests on       \(line)") }
    }
}
