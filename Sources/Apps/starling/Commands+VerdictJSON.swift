import BlockVerifying
import ByteCoding
import FiniteFields
import Foundation
import JSONCoding

/// Verdicts as `starling verify --json` writes them. `verdict` is `verified`, `except` or `rejected`.
extension Commands {
    static func write(_ verdict: BlockVerdict, _ time: Duration?, to w: inout JSONWriter) {
        w.field("block", integer: verdict.blockNumber)
        w.field("verdict", string: verdict.kind == .except ? "except" : "verified")
        let hashes = [
            ("block_hash", verdict.blockHash), ("parent_hash", verdict.parentHash), ("state_root", verdict.stateRoot),
            ("previous_state_root", verdict.previousStateRoot), ("program_hash", verdict.programHash),
        ]
        for (key, hash) in hashes {
            w.field(key, felt: hash)
        }
        w.field("conjectured_bits", integer: verdict.securityBits)
        w.key("proven_bits")
        if let bits = verdict.provenSecurityBits { w.integer(bits) } else { w.null() }
        let counts = [
            ("transactions", verdict.transactionCount), ("frames", verdict.frameCount),
            ("proven_frames", verdict.provenFrameCount), ("signers", verdict.signers.count),
            ("validators", verdict.committeeCount),
        ]
        for (key, count) in counts {
            w.field(key, integer: count)
        }
        w.key("recompiled_classes")
        if let count = verdict.recompilation?.count { w.integer(count) } else { w.null() }
        w.field("configuration", string: HexBytes.encode(verdict.configurationFingerprint))
        w.key("exceptions")
        w.array(verdict.exceptions) { w, line in w.string(line) }
        w.key("rests_on")
        w.array(verdict.basis) { w, line in w.string(line) }
        guard let time else { return }
        w.field("milliseconds", number: milliseconds(time))
    }

    static func writeRejection(of number: UInt64, _ reason: String, to w: inout JSONWriter) {
        w.field("block", integer: number)
        w.field("verdict", string: "rejected")
        w.field("reason", string: reason)
    }
}
