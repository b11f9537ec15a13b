import ConstraintSystems
import FiniteFields

/// One double-and-add step of a scalar multiplication on the Stark curve.
enum PartialEcMulGeneric: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let chain = e.input(), round = e.input()
        let m = e.inputs(10)
        let q = Point(e.inputs(28), e.inputs(28))
        let sum = Point(e.inputs(28), e.inputs(28))
        let counter = e.input()

        // The low bit of the scalar says whether q is added; when the counter is 0 a limb is used up.
        let bit = e.cell(e.hint(m[0]).bits(0, 1))
        e.constrainBit(bit)
        let isSpecial = e.cell(e.hint(counter).isEqual(to: 0)), notSpecial = isSpecial.complement
        let inverse = e.cell(inverseOf: counter + isSpecial)
        e.constrain(isSpecial * notSpecial)
        e.constrain(counter * inverse - notSpecial)
        e.constrain((inverse * (counter + isSpecial)).minus(1))
        let rest = m[0] - bit
        e.constrain(rest * isSpecial)
        let nextM = e.vector(10) { e, i in
            if i == 9 { return e.cell(equalTo: m[9] * notSpecial) }
            let same = i == 0 ? rest.times(pow2(30)) : m[i]
            return e.cell(equalTo: (same - m[i &+ 1]) * notSpecial + m[i &+ 1])
        }
        let nextCounter = e.cell(equalTo: (counter.minus(27) * notSpecial).plus(26))

        e.verifyReduced252(sum.x)
        e.verifyReduced252(q.x)
        var squares = E.Value.zero
        for i in 0..<28 {
            let difference = q.x[i] - sum.x[i]
            squares = squares + difference * difference
        }
        let squaresInverse = e.cell(inverseOf: squares)
        e.constrain((squares * squaresInverse).minus(1))

        let hintQ = PointHint(e.felt(q.x), e.felt(q.y)), hintSum = PointHint(e.felt(sum.x), e.felt(sum.y))
        let added = e.ecAdd(sum, q, hintSum, hintQ)
        let nextSum = Point(
            e.vector(28) { e, i in e.cell(equalTo: (added.x[i] - sum.x[i]) * bit + sum.x[i]) },
            e.vector(28) { e, i in e.cell(equalTo: (added.y[i] - sum.y[i]) * bit + sum.y[i]) })
        let doubled = e.ecDouble(q, hintQ)

        e.use(.partialEcMulGeneric, EcMulState.tuple(&e, chain, round, m, q, sum, counter))
        e.yield(
            .partialEcMulGeneric, EcMulState.tuple(&e, chain, round.plus(1), nextM, doubled, nextSum, nextCounter))
    }
}

/// What the rounds of a scalar multiplication hand on: the scalar's rest in ten limbs of 27 bits, the doubled point,
/// the sum, and how many bits of the lowest limb are left.
enum EcMulState {
    static var rounds: Int { 252 }
    /// Entries of a tuple, chain and round included.
    static var width: Int { 125 }

    static func tuple<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ chain: E.Value, _ round: E.Value, _ m: Vector<E.Value>, _ q: Point<E.Value>,
        _ sum: Point<E.Value>, _ counter: E.Value
    ) -> Vector<E.Value> {
        let tuple = e.chainTuple(chain, round, stateCount: width &- 2)
        tuple.put(m, at: 2)
        tuple.put(q.x, at: 12)
        tuple.put(q.y, at: 40)
        tuple.put(sum.x, at: 68)
        tuple.put(sum.y, at: 96)
        tuple[124] = counter
        return tuple
    }

    /// Runs all rounds, handing each to its row; leaves the last state, without chain and round, in `result`.
    static func run<E: AIREvaluator & ~Copyable>(
        _ e: inout E, chain: E.Value, _ m: Vector<E.Value>, _ q: Point<E.Value>, _ p: Point<E.Value>,
        into result: Vector<E.Value>
    ) {
        e.deduce { e in
            let rest = e.arena.take(10)
            for i in 0..<10 { rest[i] = m[i] }
            var double = PointHint(e.felt(q.x), e.felt(q.y)), sum = PointHint(e.felt(p.x), e.felt(p.y))
            var counter: UInt32 = 26
            for round in 0...rounds {
                let mark = e.arena.mark
                let doubleLimbs = Point(e.limbs(double.x), e.limbs(double.y))
                let sumLimbs = Point(e.limbs(sum.x), e.limbs(sum.y))
                let number = E.Value(M31(number: round))
                let input = tuple(
                    &e, chain, number, rest, doubleLimbs, sumLimbs, E.Value(M31(canonical: counter)))
                if round == rounds {
                    for i in 0..<(width &- 2) { result[i] = input[i &+ 2] }
                    return
                }
                e.pass(to: .partialEcMulGeneric, slot: round, input)
                let bit = e.value(e.hint(rest[0]).bits(0, 1)), added = sum.adding(double)
                let x = e.limbs(added.x), y = e.limbs(added.y)
                for i in 0..<28 {
                    x[i] = (x[i] - sumLimbs.x[i]) * bit + sumLimbs.x[i]
                    y[i] = (y[i] - sumLimbs.y[i]) * bit + sumLimbs.y[i]
                }
                sum = PointHint(e.felt(x), e.felt(y))
                double = double.doubled
                if counter == 0 {
                    for i in 0..<9 { rest[i] = rest[i &+ 1] }
                    rest[9] = .zero
                    counter = 26
                } else {
                    rest[0] = e.value(e.hint(rest[0]) >> 1)
                    counter &-= 1
                }
                e.arena.reset(to: mark)
            }
        }
    }
}
