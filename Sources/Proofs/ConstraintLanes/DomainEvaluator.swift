public import ConstraintSystems
public import FiniteFields
public import PackedFields

/// Evaluates constraints on sixteen rows of the evaluation domain at a time.
///
/// Constraint values go to a small buffer in the first-level cache; one loop multiplies them with their powers of
/// gamma. A LogUp batch is four such constraints, with weights times 1, i, u and iu.
public struct DomainEvaluator: ~Copyable, AIREvaluator {
    public typealias Value = PackedM31
    public typealias Hint = NoHint
    public typealias Word = NoHint
    public typealias Felt = NoHint

    @usableFromInline static var capacity: Int { 128 }
    public var arena = Arena<PackedM31>(capacity: 4096)
    @usableFromInline let context: DomainContext
    @usableFromInline let scratch: UnsafeMutablePointer<PackedM31>
    let logupScratch: UnsafeMutablePointer<PackedM31>
    let acc: UnsafeMutablePointer<PackedM31>
    let fractions: UnsafeMutablePointer<Fraction>
    @usableFromInline var row = 0, column = 0, preprocessedIndex = 0, buffered = 0
    var flushed = 0, batches = 0, logupBuffered = 0
    var hasPending = false, hasBatch = false
    @usableFromInline var gate = PackedM31(1)

    /// `fractions[0]` waits for its partner, `fractions[1]` is the batch whose constraint is not made yet.
    struct Fraction {
        /// Numerator: the gate, with a sign, when `gated`; else minus or plus `times`.
        var gated: Bool, negative: Bool
        var times: PackedM31
        var denominator: PackedQM31
        var numerator: PackedQM31
    }

    public init(_ context: DomainContext) {
        self.context = context
        scratch = allocateZeroed(DomainEvaluator.capacity + 16, of: PackedM31.self)
        logupScratch = allocateZeroed(DomainEvaluator.capacity, of: PackedM31.self)
        acc = allocateZeroed(8, of: PackedM31.self)
        fractions = allocateZeroed(2, of: Fraction.self)
    }
    deinit {
        scratch.deallocate()
        logupScratch.deallocate()
        acc.deallocate()
        fractions.deallocate()
    }

    public var logSize: UInt32 { context.logSize }
    public var parameter: M31 { context.parameter }

    /// Begins with vector `row` of the columns.
    public mutating func start(row: Int) {
        self.row = row
        arena.reset()
        column = 0
        preprocessedIndex = 0
        buffered = 0
        flushed = 0
        batches = 0
        logupBuffered = 0
        hasPending = false
        hasBatch = false
        gate = PackedM31(1)
        for i in 0..<8 { acc[i] = PackedM31(0) }
    }

    @inlinable @inline(__always) public mutating func input() -> PackedM31 {
        let v = context.trace[column][row]
        column &+= 1
        return v
    }
    @inlinable public mutating func enabler() {
        gate = input()
        constrain(gate * gate - gate)
    }
    @inlinable @inline(__always) public mutating func constrain(_ zero: PackedM31) {
        scratch[buffered] = zero
        buffered &+= 1
        if buffered == DomainEvaluator.capacity { flush() }
    }
    @inline(never) @usableFromInline mutating func flush() {
        accumulateDot(acc, scratch, context.weights + flushed, buffered)
        flushed &+= buffered
        buffered = 0
    }
    @inlinable public mutating func preprocessed(_ column: PreprocessedColumn) -> PackedM31 {
        let v = context.preprocessed[preprocessedIndex][row]
        preprocessedIndex &+= 1
        return v
    }

    /// The weighted sum of all constraints on the current rows.
    public mutating func finish() -> PackedQM31 {
        if hasPending {
            hasPending = false
            let first = fractions[0]
            let m = first.negative ? -first.times : first.times, zero = PackedM31(0)
            batch(PackedQM31(m, zero, zero, zero), first.denominator)
        }
        if hasBatch { emit(last: true) }
        if logupBuffered > 0 { flushLogup() }
        if buffered > 0 { flush() }
        return PackedQM31(acc[0], acc[1], acc[2], acc[3])
    }
}
