import Foundation
import HTTPRequesting
import JSONCoding
import ProofStorage
import Threading

/// How many of some blocks are proven.
public struct ProofTally: Sendable, Equatable {
    /// The blocks whose proofs the prover calls stored.
    public var blocks: [UInt64] = []
    public var stored: Int { blocks.count }
    public var waiting = 0
    /// Blocks that could not be proven, with the reason.
    public var failed: [String] = []
    public var frames = 0
    public var provenFrames = 0
}

extension LocalNetwork {
    /// Waits until the prover is done with blocks, or until `seconds` are over. `progress` sees every change.
    public func waitForProofs(
        of blocks: ClosedRange<UInt64>, seconds: Double, progress: (ProofTally) -> Void
    ) -> ProofTally {
        let client = HTTPClient()
        let end = Date(timeIntervalSinceNow: seconds)
        var open = Set(blocks)
        var tally = ProofTally()
        tally.waiting = open.count
        while !open.isEmpty, Date() < end {
            for block in open.sorted() {
                guard let answer = try? client.get("\(plan.proverAddress)/blocks/\(block)"), answer.status == 200,
                    let entry = try? JSONDocument(answer.body).root, let status = try? ProofStatus(json: entry)
                else { continue }
                switch status.stage {
                case .stored:
                    tally.blocks.append(block)
                    tally.frames += status.frames
                    tally.provenFrames += status.provenFrames
                case .failed: tally.failed.append("block \(block): \(status.reason ?? "")")
                case .empty: break
                case .waiting, .proving: continue
                }
                open.remove(block)
            }
            tally.waiting = open.count
            progress(tally)
            if !open.isEmpty { MonotonicClock.sleep(seconds: 0.5) }
        }
        return tally
    }
}
