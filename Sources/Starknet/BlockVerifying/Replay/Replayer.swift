import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel
import StateTries

/// Replays the transcripts of a block's frames in the clear: no Cairo runs here (block program §10, §11).
///
/// The proof says that the classes' code, run from each frame's inputs, writes exactly the frame's transcript and returns
/// exactly its outputs. The replay says that the inputs are those of the transactions and that every response in the
/// transcripts is the one the protocol gives on the replayed state.
struct Replayer {
    var program: ProgramView
    let manifest: BlockManifest
    /// By class hash; each was checked against the classes trie.
    let classes: [Felt252: CasmClass]
    let context: RecordedContext
    let infos: [TransactionInfo]
    var state: ReplayState
    var events: [Event] = []
    var messages: [MessageToL1] = []
    /// Curve points of the frame that is replayed, by handle.
    var handles: [Handle: CurveValue] = [:]
    /// The next frame of the manifest.
    var next = 0
    /// Frames that the proof does not cover, in order.
    var uncovered: [Int] = []

    struct Checkpoint {
        var state: Int
        var events: Int
        var messages: Int
    }

    var checkpoint: Checkpoint {
        Checkpoint(state: state.checkpoint, events: events.count, messages: messages.count)
    }

    mutating func revert(to checkpoint: Checkpoint) {
        state.revert(to: checkpoint.state)
        events.removeLast(events.count - checkpoint.events)
        messages.removeLast(messages.count - checkpoint.messages)
    }

    /// One call: its class, its entry point, and the next frame of the manifest, which must be exactly this call's.
    mutating func call(_ call: ReplayCall) throws(ReplayFailure) -> ReplayOutcome {
        guard call.depth < ProtocolConstants.depthMax else { throw .limit }
        guard let casm = classes[call.classHash.felt] else { throw .classMissing }
        guard let entry = casm.entryPoints.find(call.type, call.selector) else {
            if call.type == .constructor, casm.entryPoints.constructor.isEmpty {
                guard call.calldata.isEmpty else { throw .argument }
                return ReplayOutcome(failed: false, returned: [], gasLeft: call.gas)
            }
            return ReplayOutcome(failed: true, returned: [ProtocolFelts.entryPointNotFound], gasLeft: call.gas)
        }
        guard call.gas >= ProtocolConstants.entryPointBudget else {
            return ReplayOutcome(failed: true, returned: [ProtocolFelts.outOfGas], gasLeft: call.gas)
        }
        guard next < manifest.frames.count else { throw .frameMissing }
        let number = next, frame = manifest.frames[number]
        next += 1
        guard manifest.classHashes[frame.classIndex] == call.classHash.felt, frame.entryOffset == entry.offset,
            frame.builtins == entry.builtins, frame.transaction == call.transaction,
            frame.gasIn == call.gas - ProtocolConstants.entryPointBudget, frame.calldata.count == call.calldata.count,
            try program.array(frame.calldata.offset, count: frame.calldata.count) == call.calldata
        else { throw .otherFrame }
        if !frame.isCovered { uncovered.append(number) }
        let before = checkpoint
        try transcript(of: frame, call)
        if let arena = frame.arena { try checkArena(arena) }
        let returned = try program.array(frame.returned.range.offset, count: frame.returned.range.count)
        if frame.failed { revert(to: before) }
        return ReplayOutcome(failed: frame.failed, returned: returned, gasLeft: frame.gasOut)
    }

    /// A fresh arena whose dictionaries lie one behind the other with one cell between, all squashed: the rules of the
    /// Starknet OS (`validate_segment_arena`) on public cells (block program §6).
    ///
    /// Soundness: without them two dictionaries may share cells, and a read can return what was never written.
    private mutating func checkArena(_ arena: ArenaManifest) throws(ReplayFailure) {
        let count = arena.dictionaries
        guard count >= 0, count < BlockProgramLimits.arrayMax, arena.operations == 2 * count else { throw .arena }
        let first = try program.array(arena.base, count: 3)
        let last = try program.array(arena.base + 3 * arena.operations, count: 3)
        let infos = Felt252(UInt64(truncatingIfNeeded: arena.infos)) + .one, total = Felt252(UInt64(count))
        guard first == [infos, .zero, .zero], last == [infos, total, total] else { throw .arena }
        let cells = try program.array(arena.infos, count: 3 * count)
        var previousEnd: UInt64?
        for index in 0..<count {
            guard let start = cells[3 * index].asUInt64, let end = cells[3 * index + 1].asUInt64, start <= end,
                end < 1 << 29
            else { throw .arena }
            if let previousEnd, start != previousEnd + 1 { throw .arena }
            previousEnd = end
        }
    }
}
