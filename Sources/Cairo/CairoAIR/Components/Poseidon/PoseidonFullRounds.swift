import ConstraintSystems
import FiniteFields

/// Four full rounds of the Hades permutation in a row: a chain of the table `PoseidonFullRoundChain`.
enum PoseidonFullRounds {
    static var count: Int { 4 }

    /// Yields the first state, uses the last, and returns it as cells. Its rounds have the slots from `slot` on.
    static func run<E: AIREvaluator & ~Copyable>(
        _ e: inout E, chain: E.Value, first: Int, slot: Int, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        func number(_ n: Int) -> E.Value { E.Value(M31(number: n)) }
        e.yield(.poseidonFullRoundChain, e.chainTuple(chain, number(first), state))
        let last = e.arena.take(30)
        e.deduce { e in
            last.put(state)
            for round in 0..<count {
                let mark = e.arena.mark
                let at = number(first &+ round)
                e.pass(to: .poseidonFullRoundChain, slot: slot &+ round, e.chainTuple(chain, at, last))
                let cubes = e.hadesCells(last).cubed
                let keys = e.keyCells(at)
                last.put(e.limbs27(cubes.mixed(keys)))
                e.arena.reset(to: mark)
            }
        }
        let cells = e.vector(30) { e, i in e.cell(filledWith: last[i]) }
        e.use(.poseidonFullRoundChain, e.chainTuple(chain, number(first &+ count), cells))
        return cells
    }
}

/// Three field elements that the prover computes with.
struct HadesCells<Felt: AIRFeltHint> {
    let a: Felt, b: Felt, c: Felt
    init(_ a: Felt, _ b: Felt, _ c: Felt) {
        self.a = a
        self.b = b
        self.c = c
    }
    var cubed: HadesCells { HadesCells(a * a * a, b * b * b, c * c * c) }
    /// The product with the matrix ((3 1 1) (1 -1 1) (1 1 -2)), plus keys.
    func mixed(_ keys: HadesCells) -> HadesCells {
        HadesCells(
            Felt(small: 3) * a + b + c + keys.a, a - b + c + keys.b, a + b - Felt(small: 2) * c + keys.c)
    }
}

/// One full round: cubes, matrix, keys.
enum PoseidonFullRoundChain: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let chain = e.input(), round = e.input()
        let state = e.inputs(30)
        let x = e.hadesCells(state)
        let a = e.cube27(state.slice(0, 10), x.a, slot: 0)
        let b = e.cube27(state.slice(10, 10), x.b, slot: 1)
        let c = e.cube27(state.slice(20, 10), x.c, slot: 2)
        let keys = e.keyCells(round)
        let k = e.roundKeys(round, keys)
        let next = x.cubed.mixed(keys)
        let first = e.reduced27(
            e.vector(10) { i in a[i].times(3) + b[i] + c[i] + k[i] }, next.a, .three(bias: 1))
        let second = e.reduced27(
            e.vector(10) { i in a[i] - b[i] + c[i] + k[10 &+ i] }, next.b, .three(bias: 2))
        let third = e.reduced27(
            e.vector(10) { i in a[i] + b[i] - c[i].times(2) + k[20 &+ i] }, next.c, .three(bias: 3))
        let result = e.joined([first, second, third])
        e.use(.poseidonFullRoundChain, e.chainTuple(chain, round, state))
        e.yield(.poseidonFullRoundChain, e.chainTuple(chain, round.plus(1), result))
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// Prover only: the cells of a state in thirty limbs.
    mutating func hadesCells(_ state: Vector<Value>) -> HadesCells<Felt> {
        HadesCells(felt27(state.slice(0, 10)), felt27(state.slice(10, 10)), felt27(state.slice(20, 10)))
    }

    /// Prover only: the keys in a row of the table.
    mutating func keyCells(_ row: Value) -> HadesCells<Felt> {
        HadesCells(tableFelt(row: row, 0), tableFelt(row: row, 1), tableFelt(row: row, 2))
    }

    /// Prover only: the thirty limbs of three field elements, in no cells.
    mutating func limbs27(_ cells: HadesCells<Felt>) -> Vector<Value> {
        joined([limbs27(cells.a), limbs27(cells.b), limbs27(cells.c)])
    }

    /// The three keys of a row of the table, as thirty cells.
    mutating func roundKeys(_ row: Value, _ keys: HadesCells<Felt>) -> Vector<Value> {
        let limbs = arena.take(30)
        deduce { e in
            let mark = e.arena.mark
            limbs.put(e.limbs27(keys))
            e.arena.reset(to: mark)
        }
        let cells = vector(30) { e, i in e.cell(filledWith: limbs[i]) }
        use(.poseidonRoundKeys, key: row, count: 31) { tuple in tuple.put(cells, at: 1) }
        return cells
    }
}
