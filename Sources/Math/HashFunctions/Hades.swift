import FiniteFields

/// The Hades permutation, lazily reduced, with the partial rounds' keys folded to one each.
///
/// The linear layer [[3,1,1],[1,−1,1],[1,1,−2]] is additions only. During the partial rounds the state is kept in the
/// basis (s0, u = s0 + s1, s2): with z the cube of s2 and h = 2 s0 + z one round is
/// s0' = h + u, u' = 2 h, s2' = u − 2 z, which needs a single weak reduction.
enum Hades {
    @inline(never)
    static func permute(_ s0: Felt252, _ s1: Felt252, _ s2: Felt252) -> (Felt252, Felt252, Felt252) {
        HadesKeys.shared.keys.withUnsafeBufferPointer { keys in
            guard let keys = keys.baseAddress else { return (s0, s1, s2) }
            return permute(s0, s1, s2, keys)
        }
    }

    @inline(__always)
    private static func permute(
        _ s0: Felt252, _ s1: Felt252, _ s2: Felt252, _ keys: UnsafePointer<LazyFelt252>
    ) -> (Felt252, Felt252, Felt252) {
        var a = s0.lazy, b = s1.lazy, c = s2.lazy
        for round in 0..<4 { fullRound(&a, &b, &c, keys + 3 * round) }
        // Into the partial rounds' basis; the third cell always has its next key added already.
        let partial = keys + 12
        var u = (a + b).weak
        c = (c + partial[0]).weak
        for round in 1...83 { partialRound(&a, &u, &c, partial[round]) }
        b = u.minus(a.weak, multiple: 2).weak
        a = a.weak
        c = c.weak
        for round in 0..<4 { fullRound(&a, &b, &c, keys + 96 + 3 * round) }
        return (a.canonicalFromWeak, b.canonicalFromWeak, c.canonicalFromWeak)
    }

    /// Adds three keys, cubes, mixes. In and out below 2p.
    @inline(__always)
    private static func fullRound(
        _ a: inout LazyFelt252, _ b: inout LazyFelt252, _ c: inout LazyFelt252, _ key: UnsafePointer<LazyFelt252>
    ) {
        let x = cube(a + key[0]), y = cube(b + key[1]), z = cube(c + key[2])
        let sum = x + y + z
        a = (sum + x.doubled).weak
        b = sum.minus(y.doubled, multiple: 2).weak
        c = sum.minus(z.doubled + z, multiple: 3).weak
    }

    /// Bounds: u < 4p, a < 6p, h < 13p before its reduction, c < 7p; keys hold 2p more, so that c stays positive.
    @inline(__always)
    private static func partialRound(
        _ a: inout LazyFelt252, _ u: inout LazyFelt252, _ c: inout LazyFelt252, _ nextKey: LazyFelt252
    ) {
        let z = cube(c)
        let h = (a.doubled + z).weak
        c = (u + nextKey).minusSmaller(z.doubled)
        a = h + u
        u = h.doubled
    }

    /// The cube, canonical for values below 7p: their square comes out below 1.6p (not always below p), and its product
    /// with the value is below 11p².
    @inline(__always)
    private static func cube(_ x: LazyFelt252) -> LazyFelt252 { (x.squared.lazy * x).lazy }
}
