/// Memory that an allocation hint of the program got, in order of the hints that ran.
public struct Allocation: Sendable, Equatable {
    public var start: MachineAddress
    /// The size asked for; nil for a whole segment.
    public var cells: UInt64?
}
