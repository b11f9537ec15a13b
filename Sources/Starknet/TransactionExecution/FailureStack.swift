public import BlockPrograms
public import FiniteFields
public import StarknetModel

/// The calls through which a failure went, from the outside, and the panic data that each of them returned.
public struct FailureStack: Sendable, Equatable {
    public var calls: [FailedCall]
    /// What the calls returned, the outermost first.
    public var panics: [[Felt252]] = []

    /// Whether the whole reason is told beside the panic data.
    public var tellsReason = false

    /// A failure that went through these calls and left no frames.
    init(calls: [FailedCall]) { self.calls = calls }

    /// A failure of an outer call that left no frames.
    public init(_ call: FailedCall) { calls = [call] }

    /// The failure of the frame `root`: from it the way goes to the call whose panic it passed on, and so forth.
    public init(_ frames: [FrameRecording], root: Int) {
        calls = []
        var next: Int? = root
        while let index = next, frames.indices.contains(index), frames[index].failed {
            let frame = frames[index]
            calls.append(FailedCall(contract: frame.address, classHash: frame.classHash, selector: frame.selector))
            panics.append(frame.returned.content)
            next =
                frame.systemCalls.last { call in
                    guard let callee = call.callee, frames.indices.contains(callee), frames[callee].failed else {
                        return false
                    }
                    // A caller passes a panic on with one more felt behind it.
                    return frame.returned.content.dropLast() == frames[callee].returned.content[...]
                }?.callee
        }
    }
}
