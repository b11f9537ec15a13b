public import FiniteFields
public import PackedFields

/// What witness generation of one component reads and writes; the same for every row. Whoever makes one keeps the
/// memory alive and answers for the counts: columns and inputs of the component's shape.
public struct WitnessContext {
    public var columns: UnsafePointer<UnsafeMutablePointer<PackedM31>>
    public var inputs: UnsafePointer<UnsafePointer<PackedM31>>
    /// Rows from here on are padding.
    public var activeRows: Int
    public var memory: WitnessMemory
    /// Where the rows' inputs of other components go.
    public var callees: UnsafePointer<WitnessCallee>?
    public var calleeCount: Int
    /// Table of constants, row by row.
    public var table: UnsafePointer<Felt252>?
    public var tableRows = 0, tableColumns = 0
    public init(
        columns: UnsafePointer<UnsafeMutablePointer<PackedM31>>, inputs: UnsafePointer<UnsafePointer<PackedM31>>,
        activeRows: Int, memory: WitnessMemory, callees: UnsafePointer<WitnessCallee>? = nil, calleeCount: Int = 0
    ) {
        self.columns = columns
        self.inputs = inputs
        self.activeRows = activeRows
        self.memory = memory
        self.callees = callees
        self.calleeCount = calleeCount
    }
}

/// The memory of the run as arrays: address to id; id to value. Small ids index three words, big ids (bit 30) eight.
public struct WitnessMemory {
    public var addressToId: UnsafePointer<UInt32>, addressCount: Int
    public var smallValues: UnsafePointer<UInt32>, smallCount: Int
    public var bigValues: UnsafePointer<UInt32>, bigCount: Int
    public init(
        addressToId: UnsafePointer<UInt32>, addressCount: Int, smallValues: UnsafePointer<UInt32>, smallCount: Int,
        bigValues: UnsafePointer<UInt32>, bigCount: Int
    ) {
        self.addressToId = addressToId
        self.addressCount = addressCount
        self.smallValues = smallValues
        self.smallCount = smallCount
        self.bigValues = bigValues
        self.bigCount = bigCount
    }
}
