import BlockBundling
import BlockVerifying
import CommandLines
import FiniteFields
import Foundation

extension Commands {
    /// `starling verify --block N`: fetches the block, rebuilds its program, and checks everything a browser would.
    static func verifyBlock(_ text: String, _ arguments: Arguments) throws -> ExitStatus {
        guard let number = UInt64(text) else { throw UsageError("--block: a block number, not '\(text)'") }
        let reader = try BlockReader(arguments)
        let bundle = try reader.bundle(of: number)
        let start = ContinuousClock.now
        do throws(BlockRejection) {
            let verdict = try reader.verify(bundle, asked: number) { check in print("  ok        \(check.statement)") }
            report(verdict, time: ContinuousClock.now - start)
            return verdict.kind == .except ? .exception : .success
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
