public import ConstraintSystems
public import FiniteFields
public import PackedFields

/// Fills sixteen rows of a component's trace at a time and counts its lookups.
///
/// Inputs come from outside: addresses, ids and table rows that do not exist set `counters.isOutOfRange` and read as
/// zero; nothing is read or written out of bounds.
public struct WitnessEvaluator: ~Copyable, AIREvaluator {
    public typealias Value = PackedM31
    public typealias Hint = PackedHint
    public typealias Word = PackedWord
    public typealias Felt = PackedFelt

    public var arena = Arena<PackedM31>(capacity: 4096)
    @usableFromInline let context: WitnessContext
    let counters: LookupCounters
    @usableFromInline var row = 0, column = 0, inputIndex = 0, active = 16
    public let logSize: UInt32
    public let parameter: M31

    public init(_ context: WitnessContext, counters: LookupCounters, logSize: UInt32, parameter: M31) {
        self.context = context
        self.counters = counters
        self.logSize = logSize
        self.parameter = parameter
    }

    /// Begins with vector `row`.
    public mutating func start(row: Int) {
        self.row = row
        column = 0
        inputIndex = 0
        active = max(0, min(16, context.activeRows - 16 * row))
        arena.reset()
    }
    @inlinable @inline(__always) mutating func write(_ v: PackedM31) -> PackedM31 {
        context.columns[column][row] = v
        column &+= 1
        return v
    }
    @inlinable @inline(__always) public mutating func input() -> PackedM31 {
        let v = context.inputs[inputIndex][row]
        inputIndex &+= 1
        return write(v)
    }
    @inlinable @inline(__always) public mutating func multiplicity() -> PackedM31 { input() }
    @inlinable public mutating func enabler() {
        var v = SIMD16<UInt32>(repeating: 0)
        for i in 0..<active { v[i] = 1 }
        _ = write(PackedM31(lanes: v))
    }
    @inlinable @inline(__always) public mutating func cell(_ hint: PackedHint) -> PackedM31 {
        write(PackedM31(lanes: hint.lanes))
    }
    @inlinable @inline(__always) public mutating func cell(_ hint: PackedHint, minus bias: M31) -> PackedM31 {
        write(PackedM31(lanes: hint.lanes) - PackedM31(bias))
    }
    @inlinable @inline(__always) public mutating func cell(filledWith value: PackedM31) -> PackedM31 { write(value) }
    @inlinable public mutating func cell(inverseOf value: PackedM31, ifZero: M31) -> PackedM31 {
        let inverse = packedInverse(value).lanes
        return write(PackedM31(lanes: inverse.replacing(with: ifZero.value, where: value.lanes .== 0)))
    }
    @inlinable @inline(__always) public mutating func constrain(_ zero: PackedM31) {}
    @inlinable @inline(__always) public func hint(_ value: PackedM31) -> PackedHint { PackedHint(lanes: value.lanes) }

    /// The number of the row, which is what sequences hold; components that fill cells from memory read no other.
    public mutating func preprocessed(_ column: PreprocessedColumn) -> PackedM31 {
        var v = SIMD16<UInt32>()
        for i in 0..<16 { v[i] = UInt32(truncatingIfNeeded: 16 &* row &+ i) }
        return PackedM31(lanes: v)
    }
}
