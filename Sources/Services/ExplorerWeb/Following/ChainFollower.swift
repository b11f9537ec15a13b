import JSONCoding
import Observability
import SQLiteStorage

/// Copies new blocks from the node into the index, and the prover's word on their proofs. One thread calls `step`.
///
/// The node is trusted for what the lists show; what a proof is worth is checked in the reader's browser.
struct ChainFollower {
    let index: ExplorerIndex
    let node: any ExplorerNode
    let proofs: any ProofStatusSource
    let log: Logger

    /// Blocks copied in one step at most, so that proof states stay fresh while catching up.
    static let blocksPerStep = 50

    /// One round. Returns whether more blocks are waiting.
    func step() -> Bool {
        do {
            let more = try copyBlocks()
            try refreshProofs()
            return more
        } catch {
            log.error("the index refused a write", ["error": .text("\(error)")])
            return false
        }
    }

    private func copyBlocks() throws(SQLiteError) -> Bool {
        guard let answer = node.result(method: "starknet_blockNumber", params: "[]"),
            let document = try? JSONDocument(answer), let latest = try? document.root.integer(UInt64.self)
        else { return false }
        var next = try index.nextBlock()
        var copied = 0
        while next <= latest, copied < ChainFollower.blocksPerStep {
            let parameters = #"{"block_id":{"block_number":\#(next)}}"#
            guard let answer = node.result(method: "starknet_getBlockWithReceipts", params: parameters) else { return false }
            do {
                let block = try BlockReading.block(JSONDocument(answer).root)
                guard block.summary.number == next else {
                    log.error("the node answered another block", ["asked": LogValue(next), "got": LogValue(block.summary.number)])
                    return false
                }
                try index.store(block)
            } catch let error as SQLiteError {
                throw error
            } catch {
                log.error("a block could not be read", ["block": LogValue(next), "error": .text("\(error)")])
                return false
            }
            next += 1
            copied += 1
        }
        return next <= latest
    }

    private func refreshProofs() throws(SQLiteError) {
        for block in try index.unprovenBlocks(limit: 40) {
            guard let state = proofs.state(of: block.number, timestamp: block.timestamp) else { continue }
            if state != block.proof { try index.setProof(state, of: block.number) }
        }
    }
}

/// What the prover says about a block's proof, or nil when it does not answer.
public protocol ProofStatusSource: Sendable {
    func state(of block: UInt64, timestamp: UInt64) -> ProofState?
}
