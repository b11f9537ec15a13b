public import FiniteFields

/// Starknet's Poseidon over the Stark field: the Hades permutation of width 3 with 8 full and 83 partial rounds and
/// the cube as S-box (EXEC §2.1, STWO §2.3).
public enum Poseidon {
    /// The permutation of three elements.
    public static func permute(
        _ s0: Felt252, _ s1: Felt252, _ s2: Felt252
    ) -> (Felt252, Felt252, Felt252) {
        Hades.permute(s0, s1, s2)
    }

    /// The 273 round constants of the unmodified permutation, three per round.
    public static var roundConstants: [Felt252] { HadesKeys.roundConstants() }

    /// The hash of a pair, P2: the first element of `permute(a, b, 2)`. Not the list hash of `[a, b]`.
    public static func hash(_ a: Felt252, _ b: Felt252) -> Felt252 {
        Hades.permute(a, b, 2).0
    }

    /// The hash of a single element as cairo-lang defines it: the first element of `permute(a, 0, 1)`.
    public static func hash(_ a: Felt252) -> Felt252 {
        Hades.permute(a, .zero, 1).0
    }

    /// The list hash: a sponge of rate 2, padded with one and, if needed, a zero.
    public static func hash(list: some Sequence<Felt252>) -> Felt252 { hash(list: Array(list)) }

    /// The same of an array: generic code outside its module reads every element through a table of functions.
    public static func hash(list: [Felt252]) -> Felt252 {
        if list.isEmpty { return hashOfNothing }
        var sponge = PoseidonSponge()
        for element in list { sponge.absorb(element) }
        return sponge.finalize()
    }

    /// Every transaction hashes several empty lists.
    private static let hashOfNothing = PoseidonSponge().finalize()
}

/// The list hash for input that comes element by element.
public struct PoseidonSponge: Sendable {
    private var state: (Felt252, Felt252, Felt252) = (.zero, .zero, .zero)
    private var waiting: Felt252?

    public init() {}

    /// Absorbs the next element.
    public mutating func absorb(_ element: Felt252) {
        guard let first = waiting else {
            waiting = element
            return
        }
        waiting = nil
        state = Hades.permute(state.0 + first, state.1 + element, state.2)
    }

    /// The hash of everything absorbed.
    public consuming func finalize() -> Felt252 {
        if let last = waiting { return Hades.permute(state.0 + last, state.1 + .one, state.2).0 }
        return Hades.permute(state.0 + .one, state.1, state.2).0
    }
}
