public import BlockPrograms

/// Which native frames are run on the machine too.
public struct Sampling: Sendable {
    /// Each so many frames one is.
    public let every: UInt64
    /// Called with what the machine says of a frame that native code had otherwise: with calldata, gas and what was answered to
    /// its system calls, it is all that is needed to run the frame again.
    public let report: @Sendable (FrameRecording) -> Void

    /// `every`: at least 1, which compares all: frames within frames then run twice for each that they are in.
    public init(every: UInt64, report: @escaping @Sendable (FrameRecording) -> Void) {
        self.every = max(1, every)
        self.report = report
    }
}
