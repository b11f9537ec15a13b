import BlockPrograms
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel

/// Replays the transcripts of a block's frames in the clear: no Cairo runs here (block program §10, §11).
///
/// The proof says that the classes' code, run from each frame's inputs, writes exactly the frame's transcript and returns
/// exactly its outputs. The replay says that the inputs are those of the transactions and that every response in the
/// transcripts is the one the protocol gives on the replayed state. What the protocol gives is the text of
/// `ProtocolRules`, the same that execution follows.
struct Replayer: CallHost {
    var state: JournaledState<OpenedSource>
    var effects = CallEffects()
    let block: RecordedContext
    var program: ProgramView
    let manifest: BlockManifest
    /// By class hash; each was checked against the classes trie, or against the block's declarations.
    let classes: [Felt252: CasmClass]
    /// Classes that the block declares: there only from their transaction on.
    let declarations: [ClassHash: ClassDeclaration]
    /// The class that the transaction declares.
    private(set) var declaration: ClassDeclaration?
    /// The transaction that is replayed: its index, and what contracts see of it.
    private(set) var transaction = 0
    private(set) var info: TransactionInfo?
    /// Curve points of the frame that is replayed, by handle.
    var handles: [Handle: CurveValue] = [:]
    /// The next frame of the manifest.
    private(set) var next = 0
    /// Frames that the proof does not cover, in order.
    private(set) var uncovered: [Int] = []

    init(
        previous: OpenedSource, block: RecordedContext, program: ProgramView, manifest: BlockManifest,
        classes: [Felt252: CasmClass], declarations: [ClassHash: ClassDeclaration]
    ) {
        state = JournaledState(previous)
        self.block = block
        self.program = program
        self.manifest = manifest
        self.classes = classes
        self.declarations = declarations
    }

    /// Begins a transaction.
    mutating func begin(_ transaction: Int, _ info: TransactionInfo, declaring classHash: ClassHash?) {
        self.transaction = transaction
        declaration = classHash.flatMap { declarations[$0] }
        self.info = info
        effects = CallEffects()
    }

    func entryPoints(of classHash: ClassHash) throws(ReplayFailure) -> EntryPoints? {
        let isThere = declarations[classHash] == nil || state.declared[classHash] != nil
        if isThere, let casm = classes[classHash.felt] { return casm.entryPoints }
        // Soundness: only an opening can say that a class is not declared; that it was not handed in says nothing.
        guard try !state.source.isDeclared(classHash) else { throw .classMissing }
        return nil
    }

    /// The next frame of the manifest must be exactly this call's.
    mutating func run(_ call: EntryCall, _ entry: CasmEntryPoint) throws(RuleStop<ReplayFailure>) -> FrameOutcome {
        do throws(ReplayFailure) { return try frame(call, entry) } catch { throw .host(error) }
    }

    private mutating func frame(_ call: EntryCall, _ entry: CasmEntryPoint) throws(ReplayFailure) -> FrameOutcome {
        guard next < manifest.frames.count else { throw .frameMissing }
        let number = next, frame = manifest.frames[number]
        next += 1
        guard manifest.classHashes[frame.classIndex] == call.classHash.felt, frame.entryOffset == entry.offset,
            frame.builtins == entry.builtins, frame.transaction == transaction,
            frame.gasIn == call.gas - ProtocolConstants.entryPointBudget,
            try program.array(frame.calldata.offset, count: frame.calldata.count) == call.calldata
        else { throw .otherFrame }
        if !frame.isCovered { uncovered.append(number) }
        try transcript(of: frame, call)
        if let arena = frame.arena { try checkArena(arena) }
        let returned = try program.array(frame.returned.range.offset, count: frame.returned.range.count)
        return FrameOutcome(failed: frame.failed, returned: returned, gasLeft: frame.gasOut, frame: number)
    }
}
