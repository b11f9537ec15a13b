import CasmModel
public import BlockPrograms
public import ProtocolRules

/// Runs the code of frames. The machine does (`MachineExecutor`), and it is the judge: another engine gives what it gives.
public protocol FrameExecutor: Sendable {
    /// Whether its recordings say where arrays lie and how many steps were run, as block programs need it. What an engine
    /// without them records can be in no block.
    var recordsPlaces: Bool { get }

    /// Runs a frame to its end. Every system call goes to `Frame.serve`, one after the other.
    func run(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording
}

/// Runs frames on the Cairo machine.
public struct MachineExecutor: FrameExecutor {
    public var recordsPlaces: Bool { true }

    public init() {}

    public func run(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording {
        try FrameRunner(frame).run(frame.contractClass.program)
    }
}
