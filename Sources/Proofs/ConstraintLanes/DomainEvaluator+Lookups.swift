public import ConstraintSystems
import FiniteFields
public import PackedFields

extension DomainEvaluator {
    @inlinable @inline(__always) public mutating func use<let n: Int>(_ relation: Relation, _ tuple: [n of PackedM31]) {
        lookup(relation, tuple, negative: false)
    }
    @inlinable @inline(__always) public mutating func yield<let n: Int>(
        _ relation: Relation, _ tuple: [n of PackedM31]
    ) {
        lookup(relation, tuple, negative: true)
    }
    @inlinable @inline(__always) public mutating func use(_ relation: Relation, _ tuple: Vector<PackedM31>) {
        lookupN(relation.id, tuple.pointer, tuple.count, false)
    }
    @inlinable @inline(__always) public mutating func yield(_ relation: Relation, _ tuple: Vector<PackedM31>) {
        lookupN(relation.id, tuple.pointer, tuple.count, true)
    }
    @inlinable @inline(__always) public mutating func yield<let n: Int>(
        _ relation: Relation, _ tuple: [n of PackedM31], times: PackedM31
    ) {
        withUnsafeTuple(tuple) { lookupTimes(relation.id, $0, n, times) }
    }
    @inlinable @inline(__always) public mutating func yield(
        _ relation: Relation, _ tuple: Vector<PackedM31>, times: PackedM31
    ) {
        lookupTimes(relation.id, tuple.pointer, tuple.count, times)
    }
    @inlinable @inline(__always) mutating func lookup<let n: Int>(
        _ relation: Relation, _ tuple: [n of PackedM31], negative: Bool
    ) {
        if n == 1 {
            lookup1(relation.id, tuple[0], negative)
        } else if n == 2 {
            lookup2(relation.id, tuple[0], tuple[1], negative)
        } else {
            withUnsafeTuple(tuple) { lookupN(relation.id, $0, n, negative) }
        }
    }

    @inline(never) @usableFromInline mutating func lookup1(_ id: UInt32, _ v: PackedM31, _ negative: Bool) {
        let a = context.alphas[0]
        let scaled = PackedQM31(
            v * PackedM31(a.a), v * PackedM31(a.b), v * PackedM31(a.c), v * PackedM31(a.d))
        push(gated: true, negative: negative, times: gate, constant(id) + scaled)
    }
    @inline(never) @usableFromInline mutating func lookup2(
        _ id: UInt32, _ v: PackedM31, _ w: PackedM31, _ negative: Bool
    ) {
        let a = context.alphas[0], b = context.alphas[1], k = constant(id)
        let s = SplitM31(v), t = SplitM31(w)
        @inline(__always) func two(_ k: PackedM31, _ x: M31, _ y: M31) -> PackedM31 {
            var sum = WideSum(k)
            sum.add(s, SIMD8(repeating: UInt64(x.value)))
            sum.add(t, SIMD8(repeating: UInt64(y.value)))
            return sum.reduced()
        }
        let d = PackedQM31(two(k.a, a.a, b.a), two(k.b, a.b, b.b), two(k.c, a.c, b.c), two(k.d, a.d, b.d))
        push(gated: true, negative: negative, times: gate, d)
    }
    @inline(never) @usableFromInline mutating func lookupN(
        _ id: UInt32, _ tuple: UnsafePointer<PackedM31>, _ n: Int, _ negative: Bool
    ) {
        push(gated: true, negative: negative, times: gate, denominator(id, tuple, n))
    }
    @inline(never) @usableFromInline mutating func lookupTimes(
        _ id: UInt32, _ tuple: UnsafePointer<PackedM31>, _ n: Int, _ times: PackedM31
    ) {
        push(gated: false, negative: true, times: times, denominator(id, tuple, n))
    }

    @inline(__always) func constant(_ id: UInt32) -> PackedQM31 {
        PackedQM31(QM31(M31(canonical: id)) - context.z)
    }
    @inline(__always) func denominator(_ id: UInt32, _ tuple: UnsafePointer<PackedM31>, _ n: Int) -> PackedQM31 {
        let k = constant(id), p = acc + 4
        (p[0], p[1], p[2], p[3]) = (k.a, k.b, k.c, k.d)
        accumulateDot(p, tuple, context.alphas, n)
        return PackedQM31(p[0], p[1], p[2], p[3])
    }

    /// Pairs fractions in call order; a pair makes a batch.
    @inline(__always) mutating func push(gated: Bool, negative: Bool, times: PackedM31, _ d1: PackedQM31) {
        if !hasPending {
            fractions[0].gated = gated
            fractions[0].negative = negative
            fractions[0].times = times
            fractions[0].denominator = d1
            hasPending = true
            return
        }
        hasPending = false
        let d0 = fractions[0].denominator
        let numerator: PackedQM31
        if gated && fractions[0].gated {
            let sum = negative == fractions[0].negative ? d0 + d1 : negative ? d1 - d0 : d0 - d1
            numerator = sum * (fractions[0].negative && negative ? -gate : gate)
        } else {
            let m0 = fractions[0].negative ? -fractions[0].times : fractions[0].times
            let m1 = negative ? -times : times
            numerator = d1 * m0 + d0 * m1
        }
        batch(numerator, d0 * d1)
    }
    @inline(never) mutating func batch(_ numerator: PackedQM31, _ denominator: PackedQM31) {
        if hasBatch { emit(last: false) }
        fractions[1].numerator = numerator
        fractions[1].denominator = denominator
        hasBatch = true
    }

    /// The LogUp constraint of the batch that waits in `fractions[1]` (STWO §5.4).
    @inline(__always) mutating func emit(last: Bool) {
        let c = context.interaction + 4 &* batches
        var delta = PackedQM31(c[0][row], c[1][row], c[2][row], c[3][row])
        if batches > 0 {
            let p = c - 4
            delta = delta - PackedQM31(p[0][row], p[1][row], p[2][row], p[3][row])
        }
        if last {
            let logDomain = Int(context.logSize) &+ 1
            let previous = PreviousRow(row: row, logSize: logDomain)
            delta =
                delta
                - PackedQM31(
                    previous.values(c[0], row: row, logSize: logDomain),
                    previous.values(c[1], row: row, logSize: logDomain),
                    previous.values(c[2], row: row, logSize: logDomain),
                    previous.values(c[3], row: row, logSize: logDomain))
            delta = delta + PackedQM31(context.sumShare)
        }
        let zero = delta * fractions[1].denominator - fractions[1].numerator
        let p = logupScratch + 4 &* logupBuffered
        (p[0], p[1], p[2], p[3]) = (zero.a, zero.b, zero.c, zero.d)
        batches &+= 1
        logupBuffered &+= 1
        if 4 &* logupBuffered == DomainEvaluator.capacity { flushLogup() }
    }
    @inline(never) mutating func flushLogup() {
        accumulateDot(
            acc, logupScratch, context.logupWeights + 4 &* (batches &- logupBuffered), 4 &* logupBuffered)
        logupBuffered = 0
    }
}
