public import FiniteFields

/// Where the run that was recorded had an array: what decides whether the block program can place it.
public enum ArrayLocation: Sendable, Equatable {
    /// In the memory that the frame's allocation hint number `ordinal` got, `offset` cells from its start.
    case allocation(ordinal: Int, offset: Int)
    /// In the frame's own calldata.
    case calldata(offset: Int)
    /// In the class's code, `offset` words from its start.
    case code(offset: Int)
    /// In an array of the response to an earlier system call of the frame.
    case response(systemCall: Int, value: Int, offset: Int)
    /// The pointer is a plain number (an empty array of a hand-written class).
    case number(Felt252)
    /// On the stack, in the execution info, or anywhere else: such arrays are asserted.
    case elsewhere
}

/// The content of an array and where it lay.
public struct RecordedArray: Sendable, Equatable {
    public var content: [Felt252]
    public var location: ArrayLocation

    public init(content: [Felt252], location: ArrayLocation) {
        self.content = content
        self.location = location
    }
}
