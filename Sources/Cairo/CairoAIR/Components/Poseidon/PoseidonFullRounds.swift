import ConstraintSystems
import FiniteFields

/// Four full rounds of the Hades permutation in a row: a chain of the table `PoseidonFullRoundChain`.
enum PoseidonFullRounds {
    /// Entries of a state's tuple: chain, round, three cells.
    static var width: Int { 32 }
    static var count: Int { 4 }

    static func tuple<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ chain: E.Value, _ round: E.Value, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        let t = e.arena.take(width)
        t[0] = chain
        t[1] = round
        for i in 0..<30 { t[2 &+ i] = state[i] }
        return t
    }

    /// Yields the first state, uses the last, and returns it as cells. Its rounds have the slots from `slot` on.
    static func run<E: AIREvaluator & ~Copyable>(
        _ e: inout E, chain: E.Value, first: Int, slot: Int, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        func number(_ n: Int) -> E.Value { E.Value(M31(canonical: UInt32(truncatingIfNeeded: n))) }
        e.yield(.poseidonFullRoundChain, tuple(&e, chain, number(first), state))
        let last = e.arena.take(30)
        e.deduce { e in
            for i in 0..<30 { last[i] = state[i] }
            for round in 0..<count {
                let mark = e.arena.mark
                let at = number(first &+ round)
                e.pass(to: .poseidonFullRoundChain, slot: slot &+ round, tuple(&e, chain, at, last))
                let cubes = HadesCells(
                    e.felt27(last.slice(0, 10)), e.felt27(last.slice(10, 10)), e.felt27(last.slice(20, 10))
                ).cubed
                let keys = HadesCells(e.tableFelt(row: at, 0), e.tableFelt(row: at, 1), e.tableFelt(row: at, 2))
                let next = cubes.mixed(keys)
                let a = e.limbs27(next.a), b = e.limbs27(next.b), c = e.limbs27(next.c)
                for i in 0..<10 {
                    last[i] = a[i]
                    last[10 &+ i] = b[i]
                    last[20 &+ i] = c[i]
                }
                e.arena.reset(to: mark)
            }
        }
        let cells = e.vector(30) { e, i in e.cell(filledWith: last[i]) }
        e.use(.poseidonFullRoundChain, tuple(&e, chain, number(first &+ count), cells))
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
        let x = HadesCells(
            e.felt27(state.slice(0, 10)), e.felt27(state.slice(10, 10)), e.felt27(state.slice(20, 10)))
        let a = e.cube27(state.slice(0, 10), x.a, slot: 0)
        let b = e.cube27(state.slice(10, 10), x.b, slot: 1)
        let c = e.cube27(state.slice(20, 10), x.c, slot: 2)
        let keys = HadesCells(e.tableFelt(row: round, 0), e.tableFelt(row: round, 1), e.tableFelt(row: round, 2))
        let k = e.roundKeys(round, keys)
        let next = x.cubed.mixed(keys)
        let result = e.arena.take(30)
        let first = e.reduced27(
            e.vector(10) { i in a[i].times(3) + b[i] + c[i] + k[i] }, next.a, .three(bias: 1))
        let second = e.reduced27(
            e.vector(10) { i in a[i] - b[i] + c[i] + k[10 &+ i] }, next.b, .three(bias: 2))
        let third = e.reduced27(
            e.vector(10) { i in a[i] + b[i] - c[i].times(2) + k[20 &+ i] }, next.c, .three(bias: 3))
        for i in 0..<10 {
            result[i] = first[i]
            result[10 &+ i] = second[i]
            result[20 &+ i] = third[i]
        }
        e.use(.poseidonFullRoundChain, PoseidonFullRounds.tuple(&e, chain, round, state))
        e.yield(.poseidonFullRoundChain, PoseidonFullRounds.tuple(&e, chain, round.plus(1), result))
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// The three keys of a row of the table, as thirty cells.
    mutating func roundKeys(_ row: Value, _ keys: HadesCells<Felt>) -> Vector<Value> {
        let limbs = arena.take(30)
        deduce { e in
            let mark = e.arena.mark
            let a = e.limbs27(keys.a), b = e.limbs27(keys.b), c = e.limbs27(keys.c)
            for i in 0..<10 {
                limbs[i] = a[i]
                limbs[10 &+ i] = b[i]
                limbs[20 &+ i] = c[i]
            }
            e.arena.reset(to: mark)
        }
        let cells = vector(30) { e, i in e.cell(filledWith: limbs[i]) }
        use(.poseidonRoundKeys, key: row, count: 31) { tuple in
            for i in 0..<30 { tuple[1 &+ i] = cells[i] }
        }
        return cells
    }
}
