import ConstraintSystems
import FiniteFields

extension M31 {
    /// A small number that a component's text says: an offset, a round.
    init(number: Int) { self.init(canonical: UInt32(truncatingIfNeeded: number)) }
}

extension Vector {
    /// Puts values into the places from `start` on.
    func put(_ values: Vector, at start: Int = 0) {
        for i in 0..<values.count { self[start &+ i] = values[i] }
    }
}

extension AIREvaluator where Self: ~Copyable {
    /// Some runs of values, one after the other.
    mutating func joined<let n: Int>(_ parts: [n of Vector<Value>]) -> Vector<Value> {
        var count = 0
        for i in 0..<n { count &+= parts[i].count }
        let result = arena.take(count)
        var start = 0
        for i in 0..<n {
            result.put(parts[i], at: start)
            start &+= parts[i].count
        }
        return result
    }

    /// The tuple of a chain's state: which chain, before which round, and the state, which the caller puts at 2.
    mutating func chainTuple(_ chain: Value, _ round: Value, stateCount: Int) -> Vector<Value> {
        let tuple = arena.take(2 &+ stateCount)
        tuple[0] = chain
        tuple[1] = round
        return tuple
    }

    /// The same of a state that lies in one piece.
    mutating func chainTuple(_ chain: Value, _ round: Value, _ state: Vector<Value>) -> Vector<Value> {
        let tuple = chainTuple(chain, round, stateCount: state.count)
        tuple.put(state, at: 2)
        return tuple
    }

    /// The text of a table of constants: its rows, by number, in the columns of a family of one size.
    mutating func constantRows(_ family: PreprocessedFamily, _ relation: Relation) {
        let tuple = arena.take(1 &+ Int(family.members))
        tuple[0] = preprocessed(.sequence(UInt32(family.logSize)))
        for i in 0..<Int(family.members) { tuple[1 &+ i] = preprocessed(.of(family, i)) }
        let times = multiplicity()
        yield(relation, tuple, times: times)
    }
}
