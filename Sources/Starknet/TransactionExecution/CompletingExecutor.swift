public import BlockPrograms
import FiniteFields
public import ProtocolRules

/// Another engine's frames with what a block program needs of them, which the machine adds frame by frame. What the other engine
/// says is executed; where the machine would have it otherwise, the execution ends.
public struct CompletingExecutor: FrameExecutor {
    private let engine: any FrameExecutor

    public var recordsPlaces: Bool { true }

    /// Completes what `engine` records.
    public init(_ engine: any FrameExecutor) { self.engine = engine }

    public func run(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording {
        let made = try engine.run(frame)
        // Every frame that the machine ran has steps.
        guard made.steps == 0 else { return made }
        do throws(RecordingMismatch) {
            return try made.completed(
                frame.contractClass, frame.transaction, block: frame.recordedBlock, pointSeed: frame.host.pointSeed,
                number: frame.number)
        } catch {
            throw .host(StateReadError(reason: "native code and the machine differ about a call of \(made.address)"))
        }
    }
}
