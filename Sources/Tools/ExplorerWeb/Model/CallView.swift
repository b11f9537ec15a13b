import FiniteFields
import HashFunctions

/// An event: the contract it came from, keys and data, and its decoded form where the contract's ABI is known.
public struct EventView: Sendable, Equatable {
    public var contract: String
    public var keys: [String]
    public var data: [String]
    public var decoded: DecodedItem?

    public init(contract: String, keys: [String], data: [String], decoded: DecodedItem? = nil) {
        self.contract = contract
        self.keys = keys
        self.data = data
        self.decoded = decoded
    }
}

/// A call of the call tree.
public struct CallView: Sendable, Equatable {
    /// The part of the transaction a root call belongs to (validate, execute, fee transfer), or nil for inner calls.
    public var phase: String?
    public var contract: String
    public var classHash: String
    public var selector: String
    public var calldata: [String]
    public var result: [String]
    public var isReverted: Bool
    /// The function's name and arguments, where the ABI is known.
    public var decoded: DecodedItem?
    public var decodedResult: DecodedItem?
    public var inner: [CallView]

    public init(
        phase: String?, contract: String, classHash: String, selector: String, calldata: [String], result: [String],
        isReverted: Bool, decoded: DecodedItem? = nil, decodedResult: DecodedItem? = nil, inner: [CallView]
    ) {
        self.phase = phase
        self.contract = contract
        self.classHash = classHash
        self.selector = selector
        self.calldata = calldata
        self.result = result
        self.isReverted = isReverted
        self.decoded = decoded
        self.decodedResult = decodedResult
        self.inner = inner
    }
}

extension CallView {
    /// What the operating system calls on an account.
    static let executeSelector = StarknetKeccak.selector("__execute__").hex
}
