import BlockVerifying
import FiniteFields
import StarknetModel

/// What a report says of a verified block.
extension Report {
    /// The verdict's sentences.
    mutating func statements(of verdict: BlockVerdict) {
        for text in verdict.summary { line("summary", text.isComplete ? "passed" : "trusted", text.text) }
        for text in verdict.exceptions { line("exception", "", text) }
        for text in verdict.basis { line("basis", "", text) }
    }

    /// The block that was verified, from the bundle itself: what a page shows is compared with these lines.
    mutating func block(_ block: Block, verdict: BlockVerdict) {
        let header = block.header
        line("about", "number", String(verdict.blockNumber))
        line("about", "hash", verdict.blockHash.hex)
        line("about", "parent", header.parentHash.hex)
        line("about", "root", verdict.stateRoot.hex)
        line("about", "time", String(header.context.timestamp))
        line("about", "sequencer", header.context.sequencer.felt.hex)
        line("about", "version", header.context.version.text)
        line("about", "transactions", String(header.transactionCount))
        line("about", "events", String(header.eventCount))
        for (index, transaction) in verdict.transactions.enumerated() where index < block.transactions.count {
            line(
                "transaction", transaction.hash.hex,
                Report.outcome(transaction.ending) + " " + block.transactions[index].sender.felt.hex)
        }
    }

    private static func outcome(_ ending: BlockVerdict.Ending) -> String {
        switch ending {
        case .succeeded: "succeeded"
        case .reverted: "reverted"
        case .aborted: "aborted"
        }
    }

    /// Technical facts, for those who compare them.
    mutating func facts(of verdict: BlockVerdict) {
        line("fact", "Block number", String(verdict.blockNumber))
        line("fact", "Block hash", verdict.blockHash.hex)
        line("fact", "State root before", verdict.previousStateRoot.hex)
        line("fact", "State root after", verdict.stateRoot.hex)
        line("fact", "Program hash", verdict.programHash.hex)
        line("fact", "Program", String(verdict.programCount) + " felts")
        line("fact", "Security", String(verdict.securityBits) + " bits (conjectured)")
        line("fact", "Transactions", String(verdict.transactionCount))
        line("fact", "Frames proven", String(verdict.provenFrameCount) + " of " + String(verdict.frameCount))
        line(
            "fact", "Certificate",
            String(verdict.signers.count) + " of " + String(verdict.committeeCount) + " validators")
        line("fact", "Configuration fingerprint", Report.hex(verdict.configurationFingerprint))
        line("fact", "Signatures checked by", "this module's own Ed25519")
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
