public import BlockPrograms
public import CasmModel
public import FiniteFields
public import ProtocolRules
import StarknetModel

/// A frame that was admitted (class, entry point and gas are checked): what runs, and what serves its system calls.
public struct Frame {
    public let call: EntryCall
    public let entry: CasmEntryPoint
    public let contractClass: ContractClass
    /// Its place among the transaction's frames.
    public let number: Int
    let host: any FrameSurroundings

    /// The gas that the function gets.
    public var gas: UInt64 { call.gas - ProtocolConstants.entryPointBudget }

    /// Takes the price of a system call and does it; `gas` is what the request holds.
    public func serve(
        _ kind: SystemCall, gas: UInt64, _ arguments: [SystemCallArgument]
    ) throws(RuleStop<StateReadError>) -> SystemCallAnswer {
        try host.answer(kind, gas: gas, arguments, for: call)
    }

    /// What the frame sees of the block, in the order of the struct.
    public var block: [Felt252] { host.block.cells(isValidation: call.isValidation) }
    /// What the block is to all its frames.
    var recordedBlock: RecordedContext { host.block }
    /// What the frame sees of the transaction, or of the meta transaction that it is inside of.
    public var transaction: TransactionInfo { call.meta ?? host.transaction }
    /// What the frame's arbitrary points come from.
    public var pointSeed: Felt252 { TransactionInfo.pointSeed(host.pointSeed, frame: number) }

    /// The machine's cells that this frame may take; an executor sets before each system call what a frame that is entered
    /// then may take.
    public var cells: UInt64 {
        get { host.cells }
        nonmutating set { host.cells = newValue }
    }

    /// Whether the execution shall end.
    public var isStopped: (@Sendable () -> Bool)? { host.isStopped }

    /// The moment before the frame, for an executor that may give it to another one.
    public var checkpoint: FrameCheckpoint { host.frameCheckpoint }

    /// Takes back all that the frame did.
    public func revert(to checkpoint: FrameCheckpoint) { host.revert(to: checkpoint) }
}

/// What a frame runs in: an execution with its state, or a transcript of what was answered before.
protocol FrameSurroundings: AnyObject {
    var block: RecordedContext { get }
    /// What frames see of the transaction, those inside of a meta transaction left out.
    var transaction: TransactionInfo { get }
    /// What the arbitrary points of the transaction come from.
    var pointSeed: Felt252 { get }
    var cells: UInt64 { get set }
    var isStopped: (@Sendable () -> Bool)? { get }
    var frameCheckpoint: FrameCheckpoint { get }

    func answer(
        _ kind: SystemCall, gas: UInt64, _ arguments: [SystemCallArgument], for call: EntryCall
    ) throws(RuleStop<StateReadError>) -> SystemCallAnswer
    func revert(to checkpoint: FrameCheckpoint)
}

/// A moment of an execution.
public struct FrameCheckpoint {
    let state: Int
    let effects: CallEffects
    let frames: Int
    let cells: UInt64
}
