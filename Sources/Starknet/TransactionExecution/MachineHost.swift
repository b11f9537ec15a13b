import BlockPrograms
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel

/// Makes calls under the protocol's rules, their code run by an executor of frames, and records every frame in order of entry.
///
/// One instance serves the transactions of a block, one after the other, or a `starknet_call`.
final class MachineHost: CallHost, FrameSurroundings {
    var state: JournaledState<ReaderSource>
    var effects = CallEffects()
    let block: RecordedContext
    /// What contracts see of the current transaction.
    private(set) var transaction: TransactionInfo
    var info: TransactionInfo? { transaction }
    /// Every class that was looked for in the state before.
    private(set) var classes: [ClassHash: ContractClass?] = [:]
    /// The code of those that were found, as the proving budget counts it.
    private(set) var codeLoad = ProvingLoad()
    /// The class that the current transaction declares, if its body was handed in.
    private var declaring: DeclaredClass?
    /// The bodies of classes that transactions of this block declared, or tried to.
    private var bodies: [ClassHash: ContractClass] = [:]
    /// In order of entry; nil while a frame runs.
    private var entered: [FrameRecording?] = []
    private let reader: any StateReader
    /// Cells that the next frame may take: what the frames around it have left.
    var cells: UInt64 = 0
    private let executor: any FrameExecutor
    /// What the arbitrary points of the current transaction come from, once one asked for it.
    private var knownPointSeed: Felt252?
    /// Says that the execution shall end; asked at every call and now and then within one.
    var isStopped: (@Sendable () -> Bool)?

    /// A host over a state, for calls of no transaction.
    init(
        _ reader: any StateReader, chainID: Felt252, block: RecordedContext,
        executor: any FrameExecutor = MachineExecutor()
    ) {
        self.reader = reader
        self.executor = executor
        self.block = block
        state = JournaledState(ReaderSource(reader: reader))
        transaction = TransactionInfo(
            version: .zero, account: .zero, signature: [], hash: .zero, chainID: chainID, nonce: .zero,
            resourceBounds: [], tip: .zero)
    }

    /// Begins a transaction: changes of the state stay, everything else is new.
    func begin(_ info: TransactionInfo, declaring: DeclaredClass? = nil) {
        transaction = info
        self.declaring = declaring
        if let declaring { bodies[declaring.declaration.classHash] = declaring.code }
        effects = CallEffects()
        entered = []
        knownPointSeed = nil
    }

    /// The finished frames of the current transaction.
    var frames: [FrameRecording] { entered.compactMap { $0 } }

    /// What the arbitrary points of the current transaction come from.
    var pointSeed: Felt252 {
        if let knownPointSeed { return knownPointSeed }
        let made = transaction.pointSeed
        knownPointSeed = made
        return made
    }

    func answer(
        _ kind: SystemCall, gas: UInt64, _ arguments: [SystemCallArgument], for call: EntryCall
    ) throws(RuleStop<StateReadError>) -> SystemCallAnswer {
        var host = self
        return try host.serve(kind, gas: gas, arguments, for: call)
    }

    var frameCheckpoint: FrameCheckpoint {
        FrameCheckpoint(state: state.checkpoint, effects: effects, frames: entered.count, cells: cells)
    }

    func revert(to checkpoint: FrameCheckpoint) {
        state.revert(to: checkpoint.state)
        effects = checkpoint.effects
        entered.removeLast(max(0, entered.count - checkpoint.frames))
        cells = checkpoint.cells
    }

    var declaration: ClassDeclaration? { declaring?.declaration }

    func entryPoints(of classHash: ClassHash) throws(StateReadError) -> EntryPoints? {
        try contractClass(classHash)?.casm.entryPoints
    }

    /// The code of a class; nil when it is not declared.
    private func contractClass(_ hash: ClassHash) throws(StateReadError) -> ContractClass? {
        if state.declared[hash] != nil { return bodies[hash] }
        if let known = classes[hash] { return known }
        let found = try reader.contractClass(hash)
        classes[hash] = .some(found)
        if let found { codeLoad.addCode(of: found) }
        return found
    }

    func run(_ call: EntryCall, _ entry: CasmEntryPoint) throws(RuleStop<StateReadError>) -> FrameOutcome {
        if isStopped?() == true { throw .host(.stopped) }
        let found: ContractClass?
        do { found = try contractClass(call.classHash) } catch { throw .host(error) }
        guard let found else { throw .abort(.undeclaredClass(call.classHash)) }
        if call.depth == 0 {
            cells = call.isValidation ? ProtocolConstants.validationCellsMax : ProtocolConstants.cellsMax
        }
        let number = entered.count
        entered.append(nil)
        let frame: FrameRecording
        do {
            frame = try executor.run(
                Frame(call: call, entry: entry, contractClass: found, number: number, host: self))
        } catch {
            // What the host or the machine ended is in no block, and leaves no frames.
            if call.depth == 0 { entered.removeLast(entered.count - number) }
            throw error
        }
        entered[number] = frame
        return FrameOutcome(
            failed: frame.failed, returned: frame.returned.content, gasLeft: frame.gasOut, frame: number)
    }
}

/// A state reader as the source of a journaled state.
struct ReaderSource: StateSource {
    let reader: any StateReader

    func storage(at cell: StorageCell) throws(StateReadError) -> Felt252 { try reader.storage(at: cell) }
    func nonce(of address: ContractAddress) throws(StateReadError) -> Felt252 { try reader.nonce(of: address) }
    func classHash(at address: ContractAddress) throws(StateReadError) -> ClassHash {
        try reader.classHash(at: address)
    }
}
