import BlockVerifying
import ByteCoding
import FiniteFields
import StarknetModel

/// What a report says of a block.
extension Report {
    /// A block that holds, on top of those that were verified before. One that contradicts them is refused: a reader must not
    /// be shown two chains as one.
    mutating func verified(
        _ verdict: BlockVerdict, of bundle: BlockBundle, passed: [BlockCheck], on carried: VerifiedRanges
    ) {
        var ranges = carried
        do throws(VerifiedRange.Break) {
            let range = try ranges.insert(verdict)
            line("verdict", verdict.kind.name, verdict.headline)
            statements(of: verdict, in: range)
            block(bundle.block, verdict: verdict)
            classes(of: bundle)
            self.range(range, of: ranges)
            facts(of: verdict)
            for check in passed { line("check", "passed", "\(check.statement)") }
        } catch {
            refused(bundle.block, error.explanation, passed: passed)
        }
    }

    /// A block that does not hold, and the checks that passed before the one that failed.
    mutating func refused(_ block: Block, _ explanation: String, passed: [BlockCheck]) {
        line("verdict", "invalid", explanation)
        line("fact", "Block number of the data", String(block.header.context.number))
        for check in passed { line("check", "passed", "\(check.statement)") }
        line("check", "failed", explanation)
    }

    /// The verdict's sentences, of a block that is part of a range.
    mutating func statements(of verdict: BlockVerdict, in range: VerifiedRange) {
        for text in verdict.summary { line("summary", text.isComplete ? "passed" : "trusted", text.text) }
        for text in verdict.exceptions { line("exception", "", text) }
        for text in verdict.basis(isFromGenesis: range.startsAtGenesis) {
            // Bytes: comparing texts would bring tables of Unicode into the module.
            let isCompilation = text.utf8.elementsEqual(BlockVerdict.trustedCompilation.utf8)
            line("basis", isCompilation ? "compilation" : "", text)
        }
    }

    /// The range that the block is part of, what is missing before it, and all ranges for the host to keep.
    mutating func range(_ range: VerifiedRange, of ranges: VerifiedRanges) {
        line("range", range.startsAtGenesis && range.isComplete ? "passed" : "trusted", range.statement)
        if let missing = ranges.missing(before: range) {
            line("missing", String(missing.lowerBound), String(missing.upperBound))
        }
        line("carried", "", HexBytes.encode(ranges.encoded))
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

    /// The classes whose code the block ran or declares: verified, since the state commits to each.
    mutating func classes(of bundle: BlockBundle) {
        for used in bundle.classes { line("class", "used", used.classHash.hex) }
        for declared in bundle.declarations { line("class", "declared", declared.compiled.classHash.hex) }
    }

    private static func outcome(_ ending: BlockVerdict.Ending) -> String {
        switch ending {
        case .succeeded: "succeeded"
        case .reverted: "reverted"
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
        line("fact", "Configuration fingerprint", HexBytes.encode(verdict.configurationFingerprint))
        line("fact", "Signatures checked by", "this module's own Ed25519")
    }
}
