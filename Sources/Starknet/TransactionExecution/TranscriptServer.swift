import BlockPrograms
import FiniteFields
import ProtocolRules
import StarknetModel

/// Answers a frame's system calls with what was answered before: nothing of the state is needed, and nothing is changed.
final class TranscriptServer: FrameSurroundings {
    let block: RecordedContext
    let transaction: TransactionInfo
    let pointSeed: Felt252
    var cells: UInt64
    var isStopped: (@Sendable () -> Bool)? { nil }
    var frameCheckpoint: FrameCheckpoint { FrameCheckpoint(state: 0, effects: CallEffects(), frames: 0, cells: cells) }
    private let transcript: [SystemCallRecording]
    /// System calls answered so far.
    private(set) var answered = 0

    init(_ frame: FrameRecording, _ info: TransactionInfo, block: RecordedContext, pointSeed: Felt252) {
        self.block = block
        transaction = info
        self.pointSeed = pointSeed
        transcript = frame.systemCalls
        // It ran once within the bound of an execution.
        cells = ProtocolConstants.cellsMax
    }

    func revert(to checkpoint: FrameCheckpoint) {}

    func answer(
        _ kind: SystemCall, gas: UInt64, _ arguments: [SystemCallArgument], for call: EntryCall
    ) throws(RuleStop<StateReadError>) -> SystemCallAnswer {
        guard answered < transcript.count else { throw .abort(.malformedSystemCall(kind)) }
        let expected = transcript[answered]
        guard expected.call == kind, expected.gas == gas, isSame(expected.request, arguments) else {
            throw .abort(.malformedSystemCall(kind))
        }
        answered += 1
        return SystemCallAnswer(
            gasLeft: expected.gasLeft, failed: expected.failed, items: expected.response, callee: expected.callee,
            point: point(kind, arguments, expected))
    }

    private func isSame(_ recorded: [SystemCallRecording.Request], _ arguments: [SystemCallArgument]) -> Bool {
        guard recorded.count == arguments.count else { return false }
        return zip(recorded, arguments).allSatisfy { item, argument in
            switch (item, argument) {
            case (.felt(let felt), .felt(let other)): felt == other
            case (.array(let array), .array(let other)), (.cells(let array), .array(let other)): array.content == other
            // A point is the answer to an earlier call, which was the same.
            case (.handle, .point): true
            default: false
            }
        }
    }

    /// The point that a handle in the answer stands for.
    private func point(
        _ kind: SystemCall, _ arguments: [SystemCallArgument], _ recorded: SystemCallRecording
    ) -> CurveValue? {
        guard recorded.response.contains(where: { if case .point = $0 { true } else { false } }) else { return nil }
        var felts: [Felt252] = [], points: [CurveValue] = []
        for argument in arguments {
            switch argument {
            case .felt(let felt): felts.append(felt)
            case .point(let point): points.append(point)
            case .array: return nil
            }
        }
        switch CurveCalls.answer(kind, felts: felts, points: points) {
        case .somePoint(let point), .point(let point): return point
        default: return nil
        }
    }
}
