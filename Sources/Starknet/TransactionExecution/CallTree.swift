import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// Executes calls and the calls inside them, and records every frame in order of entry.
///
/// One instance serves one transaction (or one `starknet_call`). Failed calls are rolled back here: state, events and
/// messages of their whole subtree. An abort leaves everything as it is; who catches it goes back to a checkpoint.
final class CallTree {
    let state: CachedState
    let context: RecordedContext
    let info: TransactionInfo
    /// In order of entry; nil while a frame runs.
    private(set) var frames: [FrameRecording?] = []
    private(set) var events: [Event] = []
    private(set) var messages: [MessageToL1] = []
    /// Where the last call that failed or aborted went wrong, innermost call first: what revert reasons are made of.
    private(set) var failures: [CallFailure] = []
    private let frameLimit = 4096

    init(state: CachedState, context: RecordedContext, info: TransactionInfo) {
        self.state = state
        self.context = context
        self.info = info
    }

    /// A moment that effects and frames can be taken back to.
    struct Checkpoint {
        var state: Int
        var events: Int
        var messages: Int
        var frames: Int
    }

    var checkpoint: Checkpoint {
        Checkpoint(state: state.checkpoint, events: events.count, messages: messages.count, frames: frames.count)
    }

    /// Takes back effects; frames stay unless asked for.
    func revert(to checkpoint: Checkpoint, dropsFrames: Bool = false) {
        state.revert(to: checkpoint.state)
        events.removeLast(events.count - checkpoint.events)
        messages.removeLast(messages.count - checkpoint.messages)
        if dropsFrames { frames.removeLast(frames.count - checkpoint.frames) }
    }

    /// Executes one call.
    func call(_ call: EntryCall) throws(ExecutionAbort) -> CallOutcome {
        guard call.depth < ProtocolConstants.depthMax else { throw .recursionDepth }
        guard let contractClass = try contractClass(call.classHash) else { throw .undeclaredClass(call.classHash) }
        let entries = contractClass.casm.entryPoints
        guard let entry = entries.find(call.type, call.selector) else {
            if call.type == .constructor, entries.constructor.isEmpty {
                guard call.calldata.isEmpty else { throw .constructorMissing }
                return CallOutcome(failed: false, returned: [], gasLeft: call.gas, frame: nil)
            }
            return failure(call, ProtocolFelts.entryPointNotFound)
        }
        guard call.gas >= ProtocolConstants.entryPointBudget else { return failure(call, ProtocolFelts.outOfGas) }
        guard frames.count < frameLimit else { throw .recursionDepth }

        lastMeteredGas = call.gas - ProtocolConstants.entryPointBudget
        let number = frames.count
        frames.append(nil)
        let before = checkpoint
        let runner = FrameRunner(tree: self, call: call, entry: entry)
        let frame: FrameRecording
        do {
            frame = try runner.run(contractClass.program)
        } catch {
            failures.append(CallFailure(call: call, cause: .abort(error)))
            throw error
        }
        frames[number] = frame
        if frame.failed {
            revert(to: before)
            failures.append(CallFailure(call: call, cause: .panic(frame.returned.content)))
        }
        return CallOutcome(
            failed: frame.failed, returned: frame.returned.content, gasLeft: frame.gasOut, frame: number)
    }

    private func failure(_ call: EntryCall, _ reason: Felt252) -> CallOutcome {
        failures.append(CallFailure(call: call, cause: .panic([reason])))
        return CallOutcome(failed: true, returned: [reason], gasLeft: call.gas, frame: nil)
    }

    /// The gas left at the last entry of a frame or the last system call that was paid for, at any depth. An aborted
    /// execution is charged down to here (EXEC §3.2).
    var lastMeteredGas: UInt64 = 0

    // MARK: State

    /// The class at an address.
    func classHash(at address: ContractAddress) throws(ExecutionAbort) -> ClassHash {
        do { return try state.classHash(at: address) } catch { throw .state(error) }
    }

    /// The code of a class; nil when it is not declared.
    func contractClass(_ hash: ClassHash) throws(ExecutionAbort) -> ContractClass? {
        do { return try state.contractClass(hash) } catch { throw .state(error) }
    }

    /// The value of a storage cell.
    func storage(at cell: StorageCell) throws(ExecutionAbort) -> Felt252 {
        do { return try state.storage(at: cell) } catch { throw .state(error) }
    }

    // MARK: Effects

    func emit(_ event: Event) throws(ExecutionAbort) {
        guard events.count < ProtocolConstants.eventsPerTransactionMax,
            event.keys.count <= ProtocolConstants.eventKeysMax, event.data.count <= ProtocolConstants.eventDataMax
        else { throw .eventLimits }
        events.append(event)
    }

    func send(_ message: MessageToL1) throws(ExecutionAbort) {
        let felts = messages.reduce(0) { $0 + 3 + $1.payload.count } + 3 + message.payload.count
        guard felts <= ProtocolConstants.messageFeltsMax else { throw .eventLimits }
        messages.append(message)
    }
}

/// A call that went wrong.
struct CallFailure {
    enum Cause {
        case panic([Felt252])
        case abort(ExecutionAbort)
    }

    var call: EntryCall
    var cause: Cause
}
