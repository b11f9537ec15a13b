import ConstraintSystems
import FiniteFields

/// The Hades permutation of three values by their ids, once for each six of ids.
///
/// Full rounds 0 to 3 are chain `2 row` and 31 to 34 chain `2 row + 1` of one table; the partial rounds, three a step, are
/// chain `row` of another (`PoseidonRoundKeyTable`). What leads from one form of the state to the other stands here.
enum PoseidonAggregator: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let row = e.preprocessed(.sequence(e.logSize))
        let times = e.multiplicity()
        let ids = e.inputs(6)
        let x = e.arena.take(30)
        for k in 0..<3 { x.put(e.packed27(e.limbs(ofId: ids[k], 28)), at: 10 &* k) }
        let start = e.arena.take(30)
        for k in 0..<3 { start.put(e.adding(x.slice(10 &* k, 10), PoseidonConstants.first(k)), at: 10 &* k) }
        let chain = row.times(2)
        let middle = PoseidonFullRounds.run(&e, chain: chain, first: 0, slot: 0, start)
        let partial = enterPartialRounds(&e, middle)
        let after = PoseidonPartialRounds.run(&e, chain: row, partial)
        let again = leavePartialRounds(&e, after)
        let result = PoseidonFullRounds.run(&e, chain: chain.plus(1), first: 31, slot: 4, again)
        for k in 0..<3 { e.verifyId(ids[k &+ 3], e.unpacked27(result.slice(10 &* k, 10))) }
        e.yield(.poseidonAggregator, ids, times: times)
    }

    /// Of the state before the partial rounds: the third cell's cube, the third cell one round on, its cube, and the third
    /// cell two rounds on.
    private static func enterPartialRounds<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        let x0 = state.slice(0, 10), x1 = state.slice(10, 10), x2 = state.slice(20, 10)
        e.rangeCheck27(x0, slot: 0)
        e.rangeCheck27(x1, slot: 1)
        let felt0 = e.felt27(x0), felt1 = e.felt27(x1), felt2 = e.felt27(x2)
        let cube2 = e.cube27(x2, felt2, slot: 0), feltCube = felt2 * felt2 * felt2

        let key1 = e.constants27(PoseidonConstants.enter(0))
        let feltY = felt0 + felt1 - E.Felt(small: 2) * feltCube + e.felt27(key1)
        let y = e.reduced27(
            e.vector(10) { i in x0[i] + x1[i] - cube2[i].times(2) + key1[i] }, feltY, .three(bias: 3))
        let cubeY = e.cube27(y, feltY, slot: 1), feltCubeY = feltY * feltY * feltY

        let key2 = e.constants27(PoseidonConstants.enter(1))
        let feltZ = E.Felt(small: 4) * felt0 + E.Felt(small: 2) * (feltCube - feltCubeY) + e.felt27(key2)
        let z = e.reduced27(
            e.vector(10) { i in x0[i].times(4) + cube2[i].times(2) - cubeY[i].times(2) + key2[i] }, feltZ,
            .four(bias: 3))
        return e.joined([cube2, y, cubeY, z])
    }

    /// The three cells of the state after the partial rounds.
    private static func leavePartialRounds<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        let a = state.slice(0, 10), b = state.slice(10, 10), c = state.slice(20, 10), d = state.slice(30, 10)
        let feltC = e.felt27(c)
        let key1 = e.constants27(PoseidonConstants.leave(0)), key2 = e.constants27(PoseidonConstants.leave(1))
        let feltX1 = E.Felt(small: 4) * e.felt27(a) + E.Felt(small: 2) * e.felt27(b) + feltC + e.felt27(key1)
        let x1 = e.reduced27(
            e.vector(10) { i in a[i].times(4) + b[i].times(2) + c[i] + key1[i] }, feltX1, .four(bias: 1))
        let feltX0 = E.Felt(small: 4) * feltC + E.Felt(small: 2) * e.felt27(d) + feltX1 + e.felt27(key2)
        let x0 = e.reduced27(
            e.vector(10) { i in c[i].times(4) + d[i].times(2) + x1[i] + key2[i] }, feltX0, .four(bias: 1))
        return e.joined([x0, x1, d])
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// A field element plus a constant, reduced.
    fileprivate mutating func adding(_ x: Vector<Value>, _ constant: [10 of UInt32]) -> Vector<Value> {
        let key = constants27(constant)
        return reduced27(vector(10) { i in x[i] + key[i] }, felt27(x) + felt27(key), .one)
    }

    /// Ten limbs that are constants.
    fileprivate mutating func constants27(_ limbs: [10 of UInt32]) -> Vector<Value> {
        vector(10) { i in Value(M31(canonical: limbs[i])) }
    }

    /// The cube of a field element, as cells: another table proves it.
    mutating func cube27(_ x: Vector<Value>, _ felt: Felt, slot: Int) -> Vector<Value> {
        pass(to: .cube252, slot: slot, x)
        let cube = cells27(felt * felt * felt)
        use(.cube252, joined([x, cube]))
        return cube
    }

    /// Ten limbs are of 27 bits, the last of nine: another table proves it.
    mutating func rangeCheck27(_ x: Vector<Value>, slot: Int) {
        pass(to: .rangeCheck252Width27, slot: slot, x)
        use(.rangeCheck252Width27, x)
    }
}
