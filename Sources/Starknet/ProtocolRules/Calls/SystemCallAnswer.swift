public import BlockPrograms
public import FiniteFields
import StarknetModel

/// One argument of a system call as the rules see it; how it lies in memory is the host's business.
public enum SystemCallArgument: Sendable {
    case felt(Felt252)
    /// The felts of an array, or the cells behind a pointer.
    case array([Felt252])
    /// The point that a handle stands for.
    case point(CurveValue)
}

/// What a system call answers.
public struct SystemCallAnswer: Sendable {
    public var gasLeft: UInt64
    public var failed = false
    public var items: [SystemCallRecording.Response] = []
    /// The number of the frame that was entered.
    public var callee: Int?
    /// The point that a `point` item stands for.
    public var point: CurveValue?

    public init(
        gasLeft: UInt64, failed: Bool = false, items: [SystemCallRecording.Response] = [], callee: Int? = nil,
        point: CurveValue? = nil
    ) {
        self.gasLeft = gasLeft
        self.failed = failed
        self.items = items
        self.callee = callee
        self.point = point
    }

    static func success(_ gasLeft: UInt64, _ items: [SystemCallRecording.Response] = []) -> SystemCallAnswer {
        SystemCallAnswer(gasLeft: gasLeft, items: items)
    }

    /// The answer to the system call that aborts an execution, and to every one after it: the run of each frame under way
    /// goes on to its end, so that it can be proven, and nothing comes of it any more.
    static func void(callee: Int? = nil) -> SystemCallAnswer { failure(0, [ProtocolFelts.aborted], callee: callee) }

    static func failure(_ gasLeft: UInt64, _ data: [Felt252], callee: Int? = nil) -> SystemCallAnswer {
        SystemCallAnswer(gasLeft: gasLeft, failed: true, items: [.array(data)], callee: callee)
    }
}
