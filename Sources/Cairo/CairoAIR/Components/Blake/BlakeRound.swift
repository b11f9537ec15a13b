import ConstraintSystems
import FiniteFields

/// A round of Blake2s: eight mixings. A state is sixteen words and the address of the message.
enum BlakeRound: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        e.enabler()
        let chain = e.input(), round = e.input()
        let state = e.inputs(BlakeRounds.stateWidth)
        let message = state[32]
        let sigma = e.vector(16) { e, i in e.cell(BlakeSchedule.hint(&e, round: round, place: i)) }
        e.use(.blakeRoundSigma, key: round, count: 17) { tuple in tuple.put(sigma, at: 1) }
        let words = e.arena.take(32)
        for i in 0..<16 { BlakeWords.put(e.readWord32(at: message + sigma[i]), in: words, i) }
        let next = e.arena.take(BlakeRounds.stateWidth)
        next.put(state)
        for mixing in 0..<8 {
            let places = BlakeSchedule.places(of: mixing)
            let input = e.arena.take(20)
            for k in 0..<4 { BlakeWords.put(BlakeWords.get(next, places[k]), in: input, k) }
            for k in 0..<2 { BlakeWords.put(BlakeWords.get(words, 2 &* mixing &+ k), in: input, 4 &+ k) }
            e.pass(to: .blakeG, slot: mixing, input.slice(0, BlakeG.inputs))
            var quarter = BlakeQuarter(
                e.hint(BlakeWords.get(input, 0)), e.hint(BlakeWords.get(input, 1)), e.hint(BlakeWords.get(input, 2)),
                e.hint(BlakeWords.get(input, 3)))
            quarter.mix(e.hint(BlakeWords.get(input, 4)), e.hint(BlakeWords.get(input, 5)))
            for k in 0..<4 {
                let word = e.cells32(quarter[k])
                BlakeWords.put(word, in: input, 6 &+ k)
                BlakeWords.put(word, in: next, places[k])
            }
            e.use(.blakeG, input)
        }
        e.use(.blakeRound, e.chainTuple(chain, round, state))
        e.yield(.blakeRound, e.chainTuple(chain, round.plus(1), next))
    }
}

/// Ten rounds in a row: a chain of the table `BlakeRound`.
enum BlakeRounds {
    /// Entries of a state: sixteen words, the address of the message.
    static var stateWidth: Int { 33 }

    /// Yields the first state, uses the last, and returns it as cells.
    static func run<E: AIREvaluator & ~Copyable>(
        _ e: inout E, chain: E.Value, _ state: Vector<E.Value>
    ) -> Vector<E.Value> {
        func number(_ n: Int) -> E.Value { E.Value(M31(number: n)) }
        e.yield(.blakeRound, e.chainTuple(chain, .zero, state))
        let last = e.arena.take(stateWidth)
        e.deduce { e in
            last.put(state)
            for round in 0..<BlakeSchedule.rounds {
                let mark = e.arena.mark
                e.pass(to: .blakeRound, slot: round, e.chainTuple(chain, number(round), last))
                for mixing in 0..<8 { mix(&e, last, round, mixing) }
                e.arena.reset(to: mark)
            }
        }
        let cells = e.vector(stateWidth) { e, i in e.cell(filledWith: last[i]) }
        e.use(.blakeRound, e.chainTuple(chain, number(BlakeSchedule.rounds), cells))
        return cells
    }

    /// Prover only: one mixing of a round, in place.
    private static func mix<E: AIREvaluator & ~Copyable>(
        _ e: inout E, _ state: Vector<E.Value>, _ round: Int, _ mixing: Int
    ) {
        let mark = e.arena.mark
        let places = BlakeSchedule.places(of: mixing)
        var quarter = BlakeQuarter(
            e.hint(BlakeWords.get(state, places[0])), e.hint(BlakeWords.get(state, places[1])),
            e.hint(BlakeWords.get(state, places[2])), e.hint(BlakeWords.get(state, places[3])))
        let first = BlakeSchedule.word(round: round, place: 2 &* mixing)
        let second = BlakeSchedule.word(round: round, place: 2 &* mixing &+ 1)
        quarter.mix(
            e.word32(at: state[32].plus(M31(canonical: first))), e.word32(at: state[32].plus(M31(canonical: second))))
        for k in 0..<4 {
            BlakeWords.put(Word32(e.value(quarter[k].bits(0, 16)), e.value(quarter[k] >> 16)), in: state, places[k])
        }
        e.arena.reset(to: mark)
    }
}

/// Four words that the prover mixes.
struct BlakeQuarter<Hint: AIRHint> {
    private var a: Hint, b: Hint, c: Hint, d: Hint
    init(_ a: Hint, _ b: Hint, _ c: Hint, _ d: Hint) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }
    subscript(i: Int) -> Hint { i == 0 ? a : i == 1 ? b : i == 2 ? c : d }

    mutating func mix(_ first: Hint, _ second: Hint) {
        a = a + b + first
        d = Self.rotated(d ^ a, 16)
        c = c + d
        b = Self.rotated(b ^ c, 12)
        a = a + b + second
        d = Self.rotated(d ^ a, 8)
        c = c + d
        b = Self.rotated(b ^ c, 7)
    }

    private static func rotated(_ x: Hint, _ count: UInt32) -> Hint { (x >> count) | (x << (32 &- count)) }
}
