import ConstraintSystems
import FiniteFields

/// The two ways to cut a hash's inputs into windows: of 18 bits, or of 9.
struct PedersenWindows {
    let bits: UInt32
    let aggregator: Relation, partial: Relation, points: Relation
    /// Limbs of the point that the sum starts from, x and y. With it the shift points that the table's rows subtract
    /// leave the hash's own one.
    let start: [UInt32]

    /// Windows of one input.
    var count: Int { bits == 18 ? 14 : 28 }
    /// Entries of a state's tuple: chain, round, windows, the sum.
    var width: Int { 2 &+ count &+ 56 }

    static var wide: PedersenWindows {
        PedersenWindows(
            bits: 18, aggregator: .pedersenAggregatorWindowBits18, partial: .partialEcMulWindowBits18,
            points: .pedersenPointsTableWindowBits18,
            start: [
                510, 315, 208, 480, 418, 115, 155, 54, 162, 449, 428, 466, 484, 169, 497, 373, 98, 64, 464, 498, 124,
                68, 379, 140, 26, 22, 135, 202, 156, 120, 213, 389, 377, 20, 325, 303, 473, 334, 223, 160, 225, 297,
                101, 420, 377, 72, 191, 49, 314, 27, 199, 222, 79, 97, 108, 141,
            ])
    }
    static var narrow: PedersenWindows {
        PedersenWindows(
            bits: 9, aggregator: .pedersenAggregatorWindowBits9, partial: .partialEcMulWindowBits9,
            points: .pedersenPointsTableWindowBits9,
            start: [
                427, 381, 378, 484, 320, 88, 319, 396, 429, 59, 52, 478, 148, 181, 18, 309, 412, 88, 2, 184, 126, 46,
                29, 206, 134, 233, 448, 211, 508, 420, 374, 283, 306, 450, 278, 86, 131, 160, 411, 301, 264, 322, 161,
                346, 320, 342, 261, 184, 280, 326, 220, 167, 21, 260, 19, 199,
            ])
    }

    /// The windows of a value, lowest first.
    func cut<E: AIREvaluator & ~Copyable>(_ e: inout E, _ limbs: Vector<E.Value>) -> Vector<E.Value> {
        bits == 9 ? limbs : e.vector(14) { i in limbs[2 &* i] + limbs[2 &* i &+ 1].times(512) }
    }

    func tuple<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ chain: E.Value, _ round: E.Value, _ windows: Vector<E.Value>, _ sum: Point<E.Value>
    ) -> Vector<E.Value> {
        let tuple = e.chainTuple(chain, round, stateCount: width &- 2)
        tuple.put(windows, at: 2)
        tuple.put(sum.x, at: 2 &+ count)
        tuple.put(sum.y, at: 30 &+ count)
        return tuple
    }

    /// The rounds of one input: chain `chain` from round `first` on, the sum starting at `sum`. Takes the last state's
    /// cells, yields the first state, uses the last, and returns the sum after it.
    func run<E: AIREvaluator & ~Copyable>(
        _ e: inout E, chain: E.Value, first: Int, _ windows: Vector<E.Value>, _ sum: Point<E.Value>
    ) -> Point<E.Value> {
        func number(_ n: Int) -> E.Value { E.Value(M31(number: n)) }
        e.yield(partial, tuple(&e, chain, number(first), windows, sum))
        let last = e.arena.take(width &- 2), windowCount = count
        e.deduce { e in
            let rest = e.arena.take(windowCount)
            for i in 0..<windowCount { rest[i] = windows[i] }
            var point = PointHint(e.felt(sum.x), e.felt(sum.y))
            for round in first...(first &+ windowCount) {
                let mark = e.arena.mark
                let limbs = Point(e.limbs(point.x), e.limbs(point.y))
                let state = tuple(&e, chain, number(round), rest, limbs)
                if round == first &+ windowCount {
                    for i in 0..<(width &- 2) { last[i] = state[i &+ 2] }
                    return
                }
                e.pass(to: partial, slot: round, state)
                let row = rest[0] + number(round &<< Int(bits))
                point = point.adding(PointHint(e.tableFelt(row: row, 0), e.tableFelt(row: row, 1)))
                for i in 0..<(windowCount &- 1) { rest[i] = rest[i &+ 1] }
                rest[windowCount &- 1] = .zero
                e.arena.reset(to: mark)
            }
        }
        let state = e.vector(width &- 2) { e, i in e.cell(filledWith: last[i]) }
        e.use(partial, e.chainTuple(chain, number(first &+ count), state))
        return Point(state.slice(count, 28), state.slice(count &+ 28, 28))
    }
}

/// A hash of two values by their ids, once for each triple of ids.
enum PedersenAggregator {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E, _ windows: PedersenWindows) {
        let row = e.preprocessed(.sequence(e.logSize))
        let times = e.multiplicity()
        let id0 = e.input(), id1 = e.input(), idOut = e.input()
        let a = e.limbs(ofId: id0, 28), b = e.limbs(ofId: id1, 28)
        e.verifyReduced252(a)
        e.verifyReduced252(b)
        let start = Point(
            e.vector(28) { i in E.Value(M31(canonical: windows.start[i])) },
            e.vector(28) { i in E.Value(M31(canonical: windows.start[i &+ 28])) })
        let chain = row.times(2)
        let half = windows.run(&e, chain: chain, first: 0, windows.cut(&e, a), start)
        let sum = windows.run(&e, chain: chain.plus(1), first: windows.count, windows.cut(&e, b), half)
        e.verifyId(idOut, sum.x)
        e.yield(windows.aggregator, [id0, id1, idOut], times: times)
    }
}

/// One addition of a point of the table to the sum.
enum PartialEcMulWindow {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E, _ windows: PedersenWindows) {
        e.enabler()
        let chain = e.input(), round = e.input()
        let rest = e.inputs(windows.count)
        let sum = Point(e.inputs(28), e.inputs(28))
        let row = round.times(pow2(windows.bits)) + rest[0]
        let hint = PointHint(e.tableFelt(row: row, 0), e.tableFelt(row: row, 1))
        let point = Point(e.cells(hint.x), e.cells(hint.y))
        e.use(windows.points, key: row, count: 57) { tuple in
            for i in 0..<28 {
                tuple[1 &+ i] = point.x[i]
                tuple[29 &+ i] = point.y[i]
            }
        }
        let next = e.ecAdd(sum, point, PointHint(e.felt(sum.x), e.felt(sum.y)), hint)
        let shifted = e.vector(windows.count) { i in i &+ 1 < windows.count ? rest[i &+ 1] : .zero }
        e.use(windows.partial, windows.tuple(&e, chain, round, rest, sum))
        e.yield(windows.partial, windows.tuple(&e, chain, round.plus(1), shifted, next))
    }
}

enum PedersenAggregatorWindowBits18: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { PedersenAggregator.evaluate(&e, .wide) }
}
enum PedersenAggregatorWindowBits9: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { PedersenAggregator.evaluate(&e, .narrow) }
}
enum PartialEcMulWindowBits18: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { PartialEcMulWindow.evaluate(&e, .wide) }
}
enum PartialEcMulWindowBits9: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) { PartialEcMulWindow.evaluate(&e, .narrow) }
}
/// The points for windows of 18 bits, by row.
enum PedersenPointsTableWindowBits18: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.constantRows(.pedersenPoints18, .pedersenPointsTableWindowBits18)
    }
}
/// The points for windows of nine bits, by row.
enum PedersenPointsTableWindowBits9: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.constantRows(.pedersenPoints9, .pedersenPointsTableWindowBits9)
    }
}
