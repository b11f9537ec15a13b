public import FiniteFields

/// One system call of a frame, as the contract saw it.
public struct SystemCallRecording: Sendable, Equatable {
    /// A request item; kinds as `SystemCall.request` says.
    public enum Request: Sendable, Equatable {
        case felt(Felt252)
        /// Start and end pointer.
        case array(RecordedArray)
        /// A pointer to as many cells as the call takes.
        case cells(RecordedArray)
        /// A point: the response value of an earlier system call of this frame.
        case handle(systemCall: Int, value: Int)
    }

    /// A response item.
    public enum Response: Sendable, Equatable {
        case felt(Felt252)
        case array([Felt252])
        /// A pointer to these cells (the state of a hash).
        case cells([Felt252])
        /// A point: low and high words of x, then of y; all zero for infinity.
        case point([Felt252])
        case executionInfo
    }

    public var call: SystemCall
    /// The gas in the request.
    public var gas: UInt64
    public var request: [Request]
    /// The gas in the response.
    public var gasLeft: UInt64
    /// The failure flag of the response.
    public var failed: Bool
    public var response: [Response]
    /// The frame of the called contract, as index into the transaction's frames; nil when none was entered.
    public var callee: Int?

    public init(
        call: SystemCall, gas: UInt64, request: [Request], gasLeft: UInt64, failed: Bool, response: [Response],
        callee: Int? = nil
    ) {
        self.call = call
        self.gas = gas
        self.request = request
        self.gasLeft = gasLeft
        self.failed = failed
        self.response = response
        self.callee = callee
    }
}
