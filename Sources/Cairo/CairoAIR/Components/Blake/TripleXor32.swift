import ConstraintSystems
import FiniteFields

/// The exclusive or of three words of 32 bits, byte by byte.
enum TripleXor32: AIRComponent {
    /// Entries of a tuple: three words in.
    static var inputs: Int { 6 }

    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let input = e.inputs(inputs)
        let lows = e.arena.take(6), highs = e.arena.take(6)
        for i in 0..<6 { (lows[i], highs[i]) = e.cut(input[i], after: 8) }
        let tuple = e.arena.take(8)
        tuple.put(input)
        for half in 0..<2 {
            let relation = Relation.verifyBitwiseXor8(half)
            let low = e.xorCell(relation, e.xorCell(relation, lows[half], lows[2 &+ half]), lows[4 &+ half])
            let high = e.xorCell(relation, e.xorCell(relation, highs[half], highs[2 &+ half]), highs[4 &+ half])
            tuple[6 &+ half] = low + high.times(256)
        }
        e.yield(.tripleXor32, tuple)
    }
}
