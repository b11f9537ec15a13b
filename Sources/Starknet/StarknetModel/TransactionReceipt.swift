public import FiniteFields

/// How the execution of a transaction ended.
public enum ExecutionStatus: Hashable, Sendable {
    case succeeded
    /// The execution was undone; the reason as UTF-8 text.
    case reverted(reason: [UInt8])

    /// Whether the execution was undone.
    public var isReverted: Bool { if case .reverted = self { true } else { false } }
}

/// The gas a transaction used, by resource.
public struct GasVector: Hashable, Sendable {
    public var l1Gas: UInt64
    public var l1DataGas: UInt64
    public var l2Gas: UInt64

    /// The given amounts.
    public init(l1Gas: UInt64 = 0, l1DataGas: UInt64 = 0, l2Gas: UInt64 = 0) {
        self.l1Gas = l1Gas
        self.l1DataGas = l1DataGas
        self.l2Gas = l2Gas
    }
}

/// What came of a transaction (EXEC §2.12).
public struct TransactionReceipt: Hashable, Sendable {
    public var transactionHash: Felt252
    /// What the sender paid, in fri; 0 on a chain without fees.
    public var actualFee: UInt128
    public var status: ExecutionStatus
    /// In the order they were sent.
    public var messages: [MessageToL1]
    /// In the order they were emitted.
    public var events: [Event]
    public var gas: GasVector

    /// A receipt with the given content.
    public init(
        transactionHash: Felt252, actualFee: UInt128, status: ExecutionStatus, messages: [MessageToL1], events: [Event],
        gas: GasVector
    ) {
        self.transactionHash = transactionHash
        self.actualFee = actualFee
        self.status = status
        self.messages = messages
        self.events = events
        self.gas = gas
    }
}
