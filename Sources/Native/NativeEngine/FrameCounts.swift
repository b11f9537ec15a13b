import NativeLayout

/// Frames by what ran them.
public struct FrameCounts: Sendable, Equatable {
    public var native: UInt64 = 0
    public var machine: UInt64 = 0
    /// Frames that began natively and went to the machine: for want of stack, of memory, and because the machine had to decide.
    public var outOfStack: UInt64 = 0
    public var outOfMemory: UInt64 = 0
    public var undecided: UInt64 = 0
    /// Native frames that ran on the machine too, and those that it had otherwise.
    public var compared: UInt64 = 0
    public var different: UInt64 = 0

    mutating func note(_ reason: NativeAbort) {
        switch reason {
        case .stack: outOfStack += 1
        case .memory: outOfMemory += 1
        case .machine, .host: undecided += 1
        }
    }
}
