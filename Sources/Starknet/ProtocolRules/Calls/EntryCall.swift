public import BlockPrograms
public import CasmModel
public import FiniteFields
public import StarknetModel

/// One call of an entry point, before it runs.
public struct EntryCall: Sendable {
    public var classHash: ClassHash
    /// The contract whose storage is used.
    public var address: ContractAddress
    public var caller: ContractAddress
    public var type: EntryPointType
    public var selector: Felt252
    public var calldata: [Felt252]
    /// The gas of the call; the function gets `entryPointBudget` less.
    public var gas: UInt64
    /// 0 for outer calls.
    public var depth: Int
    public var isValidation: Bool
    /// Code of another class in the place of the contract that calls.
    public var isLibraryCall: Bool
    /// What the frame sees of the meta transaction that it is inside of; nil where it sees the transaction itself.
    public var meta: TransactionInfo?

    public init(
        classHash: ClassHash, address: ContractAddress, caller: ContractAddress, type: EntryPointType,
        selector: Felt252, calldata: [Felt252], gas: UInt64, depth: Int = 0, isValidation: Bool = false,
        isLibraryCall: Bool = false, meta: TransactionInfo? = nil
    ) {
        self.classHash = classHash
        self.address = address
        self.caller = caller
        self.type = type
        self.selector = selector
        self.calldata = calldata
        self.gas = gas
        self.depth = depth
        self.isValidation = isValidation
        self.isLibraryCall = isLibraryCall
        self.meta = meta
    }
}

/// How a call ended.
public struct CallOutcome: Sendable {
    /// It panicked, or could not be entered; the returned data says why.
    public var failed: Bool
    public var returned: [Felt252]
    public var gasLeft: UInt64
    /// The number of the frame it ran in; nil when none was entered.
    public var frame: Int?
    /// Its place in the trace.
    public var node: Int

    public init(failed: Bool, returned: [Felt252], gasLeft: UInt64, frame: Int?, node: Int) {
        self.failed = failed
        self.returned = returned
        self.gasLeft = gasLeft
        self.frame = frame
        self.node = node
    }
}

/// How a frame ended, as its host tells it.
public struct FrameOutcome: Sendable {
    public var failed: Bool
    public var returned: [Felt252]
    public var gasLeft: UInt64
    /// The frame's number among the host's.
    public var frame: Int

    public init(failed: Bool, returned: [Felt252], gasLeft: UInt64, frame: Int) {
        self.failed = failed
        self.returned = returned
        self.gasLeft = gasLeft
        self.frame = frame
    }
}
