import JSONCoding
import Observability
import SQLiteStorage

/// Copies new blocks from the node into the index, and the prover's word on their proofs. One thread calls `step`.
///
/// The node is trusted for what the lists show; what a proof is worth is checked in the reader's browser. But the index
/// holds one chain: its genesis is stored, every block must stand on the one before, and the node's latest block must be
/// the index's where both have it. Where verifiers pin a genesis, the node's must be that one.
struct ChainFollower {
    let index: ExplorerIndex
    let node: WatchedNode
    let proofs: ProofFollower
    let health: SourceHealth
    let log: Logger
    /// The hash of block 0 that verifiers pin; nil where nothing is verified: then the node's word is taken.
    let pinnedGenesis: String?
    /// Seconds since 1970.
    let now: @Sendable () -> UInt64

    /// Blocks copied in one step at most, so that proof states stay fresh while catching up.
    static let blocksPerStep = 50

    /// One round. Returns whether more blocks are waiting.
    func step() -> Bool {
        do {
            let more = try follow()
            try proofs.step()
            return more
        } catch {
            log.error("the index cannot be used", ["error": .text("\(error)")])
            return false
        }
    }

    private func follow() throws(SQLiteError) -> Bool {
        guard let tip = ask("starknet_blockHashAndNumber", "[]", BlockReading.tip), try isSameChain(tip) else {
            return false
        }
        var next = try index.nextBlock(), copied = 0
        while next <= tip.number, copied < ChainFollower.blocksPerStep {
            guard try copy(next) else { return false }
            next += 1
            copied += 1
        }
        health.setHalt(nil)
        try index.setFact("seen", "\(now())")
        return next <= tip.number
    }

    /// Copies one block. Returns false when it could not be had or does not belong here.
    private func copy(_ number: UInt64) throws(SQLiteError) -> Bool {
        let parameters = #"{"block_id":{"block_number":\#(number)}}"#
        guard let block = ask("starknet_getBlockWithReceipts", parameters, BlockReading.block),
            let deployed = ask("starknet_getStateUpdate", parameters, BlockReading.classesOfContracts)
        else { return false }
        guard block.summary.number == number else {
            log.error(
                "the node answered another block", ["asked": LogValue(number), "got": LogValue(block.summary.number)])
            return false
        }
        if number > 0 {
            guard let parent = try index.block(number: number - 1), parent.hash == block.summary.parentHash else {
                try settle(
                    "The node's block \(number) does not stand on block \(number - 1) of this index: it is not shown")
                return false
            }
        } else {
            guard isPinned(block.summary.hash) else { return false }
            try index.setFact("genesis", block.summary.hash)
        }
        try index.store(block, classes: deployed)
        return true
    }

    /// Whether the node's latest block is the index's, as far as the index has it.
    private func isSameChain(_ tip: (hash: String, number: UInt64)) throws(SQLiteError) -> Bool {
        guard let stored = try index.block(number: tip.number), stored.hash != tip.hash else { return true }
        try settle("The node's block \(tip.number) is not the one of this index: the node has rewritten its history")
        return false
    }

    /// Node and index disagree. Another chain's index is emptied: everything in it can be read again, and rows of two
    /// chains must never stand side by side. Another history of the same chain is only said: it must not happen. A chain that
    /// no verifier here would accept is only said as well.
    private func settle(_ conflict: String) throws(SQLiteError) {
        let first = #"{"block_id":{"block_number":0}}"#
        guard let known = try index.fact("genesis"),
            let genesis = ask("starknet_getBlockWithTxHashes", first, BlockReading.hash), isPinned(genesis)
        else { return }
        if genesis == known {
            halt(conflict)
        } else {
            log.warning(
                "the node is on another chain than the index: the index is emptied and read again",
                ["index": .text(known), "node": .text(genesis)])
            try index.clear()
        }
    }

    /// Whether a genesis is the one that verifiers pin; where it is not, every page says so.
    private func isPinned(_ genesis: String) -> Bool {
        guard let pinnedGenesis, genesis != pinnedGenesis else { return true }
        halt(
            "The node is on another chain than this explorer's configuration: its genesis block is \(genesis), the "
                + "configuration pins \(pinnedGenesis), so it is not followed")
        return false
    }

    private func halt(_ reason: String) {
        if health.haltReason != reason {
            log.error("the index is not followed any more", ["reason": .text(reason)])
        }
        health.setHalt(reason)
    }

    /// An answer of the node, read; nil when it does not answer or says something else.
    private func ask<Value>(
        _ method: String, _ params: String, _ read: (JSONValue) throws(JSONError) -> Value
    ) -> Value? {
        guard let result = node.ask(method, params).result else { return nil }
        do throws(JSONError) { return try read(result) } catch {
            log.error("an answer of the node could not be read", ["method": .text(method), "error": .text("\(error)")])
            return nil
        }
    }
}
