import ConstraintSystems
import FiniteFields

/// The 81 partial rounds of the Hades permutation that follow a recurrence (`PoseidonRoundKeyTable`), three a step: a chain
/// of the table `Poseidon3PartialRoundsChain`. A state is the cube of one third cell, the next one, its cube, and the next.
enum PoseidonPartialRounds {
    /// Rows of keys.
    static var rows: Range<Int> { 4..<31 }

    /// Yields the first state, uses the last, and returns it as cells.
    static func run<E: AIREvaluator & ~Copyable>(
        _ e: inout E, chain: E.Value, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        func number(_ n: Int) -> E.Value { E.Value(M31(number: n)) }
        e.yield(.poseidon3PartialRoundsChain, e.chainTuple(chain, number(rows.lowerBound), state))
        let last = e.arena.take(40)
        e.deduce { e in
            last.put(state)
            for row in rows {
                let mark = e.arena.mark
                let input = e.chainTuple(chain, number(row), last)
                e.pass(to: .poseidon3PartialRoundsChain, slot: row &- rows.lowerBound, input)
                var cells = e.partialCells(last)
                for k in 0..<3 { cells = cells.next(cells.combined(e.tableFelt(row: number(row), k))) }
                last.put(
                    e.joined([e.limbs27(cells.a), e.limbs27(cells.b), e.limbs27(cells.c), e.limbs27(cells.d)]))
                e.arena.reset(to: mark)
            }
        }
        let cells = e.vector(40) { e, i in e.cell(filledWith: last[i]) }
        e.use(.poseidon3PartialRoundsChain, e.chainTuple(chain, number(rows.upperBound), cells))
        return cells
    }
}

/// A state of the recurrence that the prover computes with.
struct PartialCells<Felt: AIRFeltHint> {
    let a: Felt, b: Felt, c: Felt, d: Felt
    init(_ a: Felt, _ b: Felt, _ c: Felt, _ d: Felt) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }
    /// The cube of the last third cell.
    var cube: Felt { d * d * d }
    /// Half of the next third cell.
    func combined(_ key: Felt) -> Felt {
        Felt(small: 4) * a + Felt(small: 2) * b + Felt(small: 3) * c + d - cube + key
    }
    /// One round on.
    func next(_ combined: Felt) -> PartialCells { PartialCells(c, d, cube, combined + combined) }
}

/// Three partial rounds.
enum Poseidon3PartialRoundsChain: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let chain = e.input(), row = e.input()
        let state = e.inputs(40)
        let keys = e.keyCells(row)
        let k = e.roundKeys(row, keys)
        var cells = e.partialCells(state)
        var a = state.slice(0, 10), b = state.slice(10, 10), c = state.slice(20, 10), d = state.slice(30, 10)
        for round in 0..<3 {
            let key = k.slice(10 &* round, 10)
            let cube = e.cube27(d, cells.d, slot: round)
            let combined = cells.combined(round == 0 ? keys.a : round == 1 ? keys.b : keys.c)
            let half = e.reduced27(
                e.vector(10) { i in
                    let old = a[i].times(4) + b[i].times(2) + c[i].times(3)
                    return old + d[i] - cube[i] + key[i]
                }, combined, .four(bias: 2))
            e.rangeCheck27(half, slot: round)
            let next = e.reduced27(e.vector(10) { i in half[i].times(2) }, combined + combined, .one)
            (a, b, c, d) = (c, d, cube, next)
            cells = cells.next(combined)
        }
        let result = e.joined([a, b, c, d])
        e.use(.poseidon3PartialRoundsChain, e.chainTuple(chain, row, state))
        e.yield(.poseidon3PartialRoundsChain, e.chainTuple(chain, row.plus(1), result))
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// Prover only: the field elements of a state in forty limbs.
    fileprivate mutating func partialCells(_ state: Vector<Value>) -> PartialCells<Felt> {
        PartialCells(
            felt27(state.slice(0, 10)), felt27(state.slice(10, 10)), felt27(state.slice(20, 10)),
            felt27(state.slice(30, 10)))
    }
}
