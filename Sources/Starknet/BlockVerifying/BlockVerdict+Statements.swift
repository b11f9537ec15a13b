/// A verdict in words. The browser's page and the command line say the same sentences, and these are all of them.
extension BlockVerdict {
    /// What a verdict amounts to. A plain `verified` is said only where nothing is excepted.
    public enum Kind: UInt8, Equatable, Sendable {
        /// Every check passed, and every execution is proven.
        case verified
        /// Every check passed, but something of this block is on the validators' word: see `exceptions`.
        case except
        /// Every check passed; the block holds no transactions, so there is no execution to prove.
        case nothing

        /// The kind's name in reports.
        public var name: String {
            switch self {
            case .verified: "verified"
            case .except: "except"
            case .nothing: "nothing"
            }
        }
    }

    /// How much is proven, in one word.
    public var kind: Kind {
        // An exception outweighs all else: it must never be hidden behind "nothing to prove".
        if !isComplete { return .except }
        return hasProof ? .verified : .nothing
    }

    /// The verdict as a heading.
    public var headline: String {
        switch kind {
        case .verified: "Verified"
        case .nothing: "Verified, nothing to prove"
        case .except:
            "Verified, except "
                + BlockVerdict.count(trustedFrames.count, "frame that is not proven", "frames that are not proven")
        }
    }

    /// A line of the summary.
    public struct SummaryLine: Equatable, Sendable {
        /// A sentence for readers.
        public var text: String
        /// Whether the line leaves nothing of the block out.
        public var isComplete: Bool
    }

    /// The verdict in plain lines: who signed, what adds up, what is proven, and what was compiled again where that was asked for.
    public var summary: [SummaryLine] {
        var lines = [
            SummaryLine(
                text: "signed by " + String(signers.count) + " of " + String(committeeCount) + " validators",
                isComplete: true),
            SummaryLine(
                text: "data and state add up: hashes, receipts and state roots follow from the block's own data",
                isComplete: true),
            SummaryLine(text: computation, isComplete: kind != .except),
        ]
        if let recompilation { lines.append(SummaryLine(text: recompilation.statement, isComplete: true)) }
        return lines
    }

    private var computation: String {
        if kind == .nothing { return "computation: nothing was executed, so there is nothing to prove" }
        return "computation proven: " + String(provenFrameCount) + " of "
            + BlockVerdict.count(frameCount, "call frame", "call frames")
    }

    /// Exceptions listed one by one; more are counted.
    static let exceptionsListedMax = 12

    /// What of this block is not proven, one sentence each; empty for a plain verdict.
    public var exceptions: [String] {
        var lines: [String] = []
        for frame in trustedFrames.prefix(BlockVerdict.exceptionsListedMax) {
            lines.append(
                "Frame " + String(frame.frame) + " of transaction " + String(frame.transaction)
                    + " was replayed, but the run of its code is not proven: it uses a builtin that this version has no "
                    + "proof for")
        }
        let rest = trustedFrames.count - lines.count
        if rest > 0 { lines.append("… and " + String(rest) + " more frames that are not proven") }
        return lines
    }

    /// What a verdict rests on as long as nobody asked for `ClassRecompilation`.
    public static let trustedCompilation =
        "A class's CASM code is taken for the compilation of its Sierra code: nobody asked to compile it again here"

    /// What this verdict rests on, one sentence each: what no check of this block can cover.
    public var basis: [String] { basis(isFromGenesis: false) }

    /// The same where the blocks since genesis may have been verified too (`VerifiedRange.startsAtGenesis`). Block 1 stands
    /// on the pinned genesis in any case.
    public func basis(isFromGenesis: Bool) -> [String] {
        var lines: [String] = []
        if !isFromGenesis, blockNumber != 1 {
            lines.append(
                "The state before this block is the parent's, whose root is trusted unless the blocks since genesis were "
                    + "verified too")
        }
        if !isFromGenesis, !gasPrice.isCompared {
            lines.append(
                "That the price of L2 gas follows from what the block before used is checked where that block was verified "
                    + "too; else it is the validators'")
        }
        if hasProof, recompilation == nil {
            lines.append(BlockVerdict.trustedCompilation)
        }
        lines.append("Time and order of the transactions are the validators'")
        let messages = transactions.count { $0.isMessage }
        if messages > 0 {
            lines.append(
                "Messages of L1 (" + BlockVerdict.count(messages, "transaction", "transactions")
                    + "): that they were sent there, and each is handled once, is the validators' word")
        }
        if hasProof {
            lines.append(
                "The proof's " + String(securityBits) + " bits of security are conjectured; "
                    + (provenSecurityBits.map { String($0) } ?? "none") + " of them are proven")
        }
        return lines
    }

    /// "1 frame", "2 frames".
    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        String(number) + " " + (number == 1 ? one : many)
    }
}
