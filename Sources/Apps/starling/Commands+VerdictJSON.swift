import BlockVerifying
import FiniteFields
import Foundation
import JSONCoding

/// Verdicts as `starling verify --json` writes them. `verdict` is `verified`, `except` or `rejected`.
extension Commands {
    static func write(_ verdict: BlockVerdict, _ time: Duration?, to w: inout JSONWriter) {
        w.key("block")
        w.integer(verdict.blockNumber)
        w.key("verdict")
        w.string(verdict.kind == .except ? "except" : "verified")
        let hashes = [
            ("block_hash", verdict.blockHash), ("parent_hash", verdict.parentHash), ("state_root", verdict.stateRoot),
            ("previous_state_root", verdict.previousStateRoot), ("program_hash", verdict.programHash),
        ]
        for (key, hash) in hashes {
            w.key(key)
            w.felt(hash)
        }
        w.key("conjectured_bits")
        w.integer(verdict.securityBits)
        w.key("proven_bits")
        if let bits = verdict.provenSecurityBits { w.integer(bits) } else { w.null() }
        let counts = [
            ("transactions", verdict.transactionCount), ("aborted_transactions", verdict.abortedTransactions.count),
            ("frames", verdict.frameCount), ("proven_frames", verdict.provenFrameCount),
            ("signers", verdict.signers.count), ("validators", verdict.committeeCount),
        ]
        for (key, count) in counts {
            w.key(key)
            w.integer(count)
        }
        w.key("configuration")
        w.string(verdict.configurationFingerprint.map { String(format: "%02x", $0) }.joined())
        w.key("exceptions")
        w.array(verdict.exceptions) { w, line in w.string(line) }
        w.key("rests_on")
        w.array(verdict.basis) { w, line in w.string(line) }
        guard let time else { return }
        w.key("milliseconds")
        w.number(milliseconds(time))
    }

    static func writeRejection(of number: UInt64, _ reason: String, to w: inout JSONWriter) {
        w.key("block")
        w.integer(number)
        w.key("verdict")
        w.string("rejected")
        w.key("reason")
        w.string(reason)
    }
}
