import ProofStorage
import SQLiteStorage
import Synchronization

/// Keeps the index's states of proofs as the prover has them. One thread calls `step`.
///
/// No state is final: a failed proof is tried again, and a stored one is lost with its file. So the blocks that wait are
/// asked for, then those that somebody looks at, then a few of all others in turn.
final class ProofFollower: Sendable {
    private let index: ExplorerIndex
    private let source: any ProofStatusSource
    private let health: SourceHealth
    /// Blocks on pages that were asked for since the last step, and the last block that was asked for in turn.
    private let state = Mutex<(watched: Set<UInt64>, turn: UInt64)>(([], 0))

    /// Blocks asked for in one step at most, of those that wait and of those that are watched.
    static let perStep = 40
    /// Of all others.
    static let inTurnPerStep = 2

    init(index: ExplorerIndex, source: any ProofStatusSource, health: SourceHealth) {
        self.index = index
        self.source = source
        self.health = health
    }

    /// Says that somebody looks at these blocks: the next step asks for them. Bounded: what does not fit waits for its turn.
    func watch(_ blocks: some Sequence<UInt64>) {
        state.withLock { state in
            for block in blocks where state.watched.count < ProofFollower.perStep { state.watched.insert(block) }
        }
    }

    func step() throws(SQLiteError) {
        var seen: Set<UInt64> = []
        let wanted =
            try index.unprovenBlocks(limit: ProofFollower.perStep) + watchedBlocks() + blocksInTurn()
        for block in wanted where seen.insert(block.number).inserted {
            // One silent answer is enough: the others would only wait for their deadlines.
            guard try refresh(block) else { return }
        }
        if seen.isEmpty { health.note(.prover, isAnswering: source.isAnswering()) }
    }

    private func watchedBlocks() throws(SQLiteError) -> [BlockSummary] {
        let numbers = state.withLock { state in
            defer { state.watched = [] }
            return state.watched.sorted()
        }
        var blocks: [BlockSummary] = []
        for number in numbers {
            if let block = try index.block(number: number), block.proof.stage != .empty { blocks.append(block) }
        }
        return blocks
    }

    private func blocksInTurn() throws(SQLiteError) -> [BlockSummary] {
        let turn = state.withLock { $0.turn }
        let blocks = try index.settledBlocks(after: turn, limit: ProofFollower.inTurnPerStep)
        state.withLock { $0.turn = blocks.last?.number ?? 0 }
        return blocks
    }

    /// Returns false when the prover does not answer.
    private func refresh(_ block: BlockSummary) throws(SQLiteError) -> Bool {
        let status: ProofStatus
        switch source.status(of: block.number) {
        case .status(let said): status = said
        // Whatever it said before, it will have to begin anew.
        case .unknownBlock: status = ProofStatus(.waiting)
        case .silent:
            health.note(.prover, isAnswering: false)
            return false
        }
        health.note(.prover, isAnswering: true)
        if status != block.proof { try index.setProof(status, of: block.number) }
        return true
    }
}
