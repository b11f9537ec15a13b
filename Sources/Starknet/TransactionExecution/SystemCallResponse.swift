import BlockPrograms
import FiniteFields

/// What a system call answers.
struct SystemCallResponse {
    var gasLeft: UInt64
    var failed = false
    var items: [SystemCallRecording.Response] = []
    /// The frame that was entered.
    var callee: Int?
    /// The point that a `point` item stands for.
    var point: CurveValue?

    static func success(_ gasLeft: UInt64, _ items: [SystemCallRecording.Response] = []) -> SystemCallResponse {
        SystemCallResponse(gasLeft: gasLeft, items: items)
    }

    static func failure(_ gasLeft: UInt64, _ data: [Felt252], callee: Int? = nil) -> SystemCallResponse {
        SystemCallResponse(gasLeft: gasLeft, failed: true, items: [.array(data)], callee: callee)
    }
}
