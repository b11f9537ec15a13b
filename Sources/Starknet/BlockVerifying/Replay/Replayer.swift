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
    /// What the transaction's receipt says.
    private(set) var claimedL2Gas: UInt64?
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

    /// Begins a transaction. `claimed` is the gas of its receipt.
    mutating func begin(
        _ transaction: Int, _ info: TransactionInfo, declaring classHash: ClassHash?, claimed: GasVector
    ) {
        self.transaction = transaction
        claimedL2Gas = claimed.l2Gas
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
        // An outer call that should have a frame of this transaction and has none was aborted, or so the block says.
        if call.depth == 0, !call.isValidation, !hasFrame(for: call) { throw .abort(.claimed) }
        do throws(ReplayFailure) { return try frame(call, entry) } catch { throw .host(error) }
    }

    /// Whether the transaction has a frame left that an outer call may run in. What pays the fee follows an aborted execution
    /// too, and is known by its gas, which no other call is given.
    private func hasFrame(for call: EntryCall) -> Bool {
        guard next < manifest.frames.count, manifest.frames[next].transaction == transaction else { return false }
        let feeGas = ProtocolConstants.unlimitedGas
        return call.gas == feeGas || manifest.frames[next].gasIn != feeGas - ProtocolConstants.entryPointBudget
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
