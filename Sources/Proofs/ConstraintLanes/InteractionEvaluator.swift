public import ConstraintSystems
public import FiniteFields
public import PackedFields

/// Fills the LogUp columns of a component from its finished trace: the description runs again, its tuples are
/// computed from cells, nothing was stored when the trace was made (STWO §5.4).
///
/// Fractions of several rows are inverted together. The last batch's columns get the row's sum; the prefix sums over
/// all rows are another step.
public struct InteractionEvaluator: ~Copyable, AIREvaluator {
    public typealias Value = PackedM31
    public typealias Hint = NoHint
    public typealias Word = NoHint
    public typealias Felt = NoHint

    public var arena = Arena<PackedM31>(capacity: 4096)
    @usableFromInline let context: InteractionContext
    let rowsPerBlock: Int
    let numerators: UnsafeMutablePointer<PackedQM31>, denominators: UnsafeMutablePointer<PackedQM31>
    let prefix: UnsafeMutablePointer<PackedQM31>, sum: UnsafeMutablePointer<PackedM31>
    @usableFromInline var row = 0, column = 0, preprocessedIndex = 0
    var fractions = 0, firstRow = 0, filled = 0, lookups = 0
    @usableFromInline var gate = PackedM31(1)
    var pendingNumerator = PackedM31(0), pendingDenominator = PackedQM31(QM31.one)
    var totals = PackedQM31(QM31.zero)
    /// Whether a denominator was zero: then the random elements were unlucky and the proof needs another salt.
    public private(set) var hasZeroDenominator = false

    public init(_ context: InteractionContext) {
        self.context = context
        rowsPerBlock = max(1, 64 / max(context.batches, 1))
        let capacity = rowsPerBlock * max(context.batches, 1)
        numerators = allocateZeroed(capacity, of: PackedQM31.self)
        denominators = allocateZeroed(capacity, of: PackedQM31.self)
        prefix = allocateZeroed(capacity, of: PackedQM31.self)
        sum = allocateZeroed(4, of: PackedM31.self)
    }
    deinit {
        numerators.deallocate()
        denominators.deallocate()
        prefix.deallocate()
        sum.deallocate()
    }

    public var logSize: UInt32 { context.logSize }
    public var parameter: M31 { context.parameter }
    /// The sum of all fractions so far.
    public var total: QM31 {
        var total = QM31.zero
        for l in 0..<16 {
            total =
                total
                + QM31(
                    M31(canonical: totals.a.lanes[l]), M31(canonical: totals.b.lanes[l]),
                    M31(canonical: totals.c.lanes[l]), M31(canonical: totals.d.lanes[l]))
        }
        return total
    }

    /// Begins with vector `row`; rows follow each other.
    public mutating func start(row: Int) {
        if filled == 0 { firstRow = row }
        self.row = row
        column = 0
        preprocessedIndex = 0
        lookups = 0
        gate = PackedM31(1)
        fractions = filled &* context.batches
        arena.reset()
    }
    @inlinable @inline(__always) public mutating func input() -> PackedM31 {
        let v = context.trace[column][row]
        column &+= 1
        return v
    }
    @inlinable public mutating func enabler() { gate = input() }
    @inlinable @inline(__always) public mutating func constrain(_ zero: PackedM31) {}
    @inlinable public mutating func preprocessed(_ column: PreprocessedColumn) -> PackedM31 {
        let v = context.preprocessed[preprocessedIndex][row]
        preprocessedIndex &+= 1
        return v
    }
    @inlinable @inline(__always) public mutating func use<let n: Int>(_ r: Relation, _ t: [n of PackedM31]) {
        withUnsafeTuple(t) { add(r.id, $0, n, gate) }
    }
    @inlinable @inline(__always) public mutating func yield<let n: Int>(_ r: Relation, _ t: [n of PackedM31]) {
        withUnsafeTuple(t) { add(r.id, $0, n, -gate) }
    }
    @inlinable @inline(__always) public mutating func yield<let n: Int>(
        _ r: Relation, _ t: [n of PackedM31], times: PackedM31
    ) {
        withUnsafeTuple(t) { add(r.id, $0, n, -times) }
    }
    @inlinable public mutating func use(_ r: Relation, _ t: Vector<PackedM31>) { add(r.id, t.pointer, t.count, gate) }
    @inlinable public mutating func yield(_ r: Relation, _ t: Vector<PackedM31>) {
        add(r.id, t.pointer, t.count, -gate)
    }
    @inlinable public mutating func yield(_ r: Relation, _ t: Vector<PackedM31>, times: PackedM31) {
        add(r.id, t.pointer, t.count, -times)
    }

    @inline(never) @usableFromInline mutating func add(
        _ id: UInt32, _ tuple: UnsafePointer<PackedM31>, _ n: Int, _ m: PackedM31
    ) {
        let k = QM31(M31(canonical: id)) - context.z
        (sum[0], sum[1], sum[2], sum[3]) = (PackedM31(k.a), PackedM31(k.b), PackedM31(k.c), PackedM31(k.d))
        accumulateDot(sum, tuple, context.alphas, n)
        let d = PackedQM31(sum[0], sum[1], sum[2], sum[3])
        lookups &+= 1
        if lookups & 1 == 1 {
            pendingNumerator = m
            pendingDenominator = d
            return
        }
        numerators[fractions] = d * pendingNumerator + pendingDenominator * m
        denominators[fractions] = d * pendingDenominator
        fractions &+= 1
    }

    /// Ends the row; `last` also writes what is buffered.
    public mutating func finishRow(last: Bool) {
        if lookups & 1 == 1 {
            let zero = PackedM31(0)
            numerators[fractions] = PackedQM31(pendingNumerator, zero, zero, zero)
            denominators[fractions] = pendingDenominator
            fractions &+= 1
        }
        filled &+= 1
        if filled == rowsPerBlock || last {
            flush()
            filled = 0
        }
    }

    /// Divides by one inversion for the whole block, and writes the running sums of each row's batches.
    @inline(never) mutating func flush() {
        let batches = context.batches, n = filled * batches
        guard n > 0 else { return }
        prefix[0] = denominators[0]
        for i in 1..<max(n, 1) { prefix[i] = prefix[i &- 1] * denominators[i] }
        let product = prefix[n &- 1]
        var inverse = packedInverse(product)
        let any = product.a.lanes | product.b.lanes | product.c.lanes | product.d.lanes
        if any.min() == 0 { hasZeroDenominator = true }
        var i = n &- 1
        while i > 0 {
            numerators[i] = numerators[i] * (inverse * prefix[i &- 1])
            inverse = inverse * denominators[i]
            i &-= 1
        }
        numerators[0] = numerators[0] * inverse
        for r in 0..<filled {
            var s = PackedQM31(QM31.zero)
            for b in 0..<batches {
                s = s + numerators[r &* batches &+ b]
                let o = context.output + 4 &* b
                o[0][firstRow &+ r] = s.a
                o[1][firstRow &+ r] = s.b
                o[2][firstRow &+ r] = s.c
                o[3][firstRow &+ r] = s.d
            }
            totals = totals + s
        }
    }
}
