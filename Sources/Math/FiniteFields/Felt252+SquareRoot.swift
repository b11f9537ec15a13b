extension Felt252 {
    /// A square root, or nil for a non-square.
    ///
    /// p − 1 = 2^192 · q with q odd: Pohlig and Hellman's logarithm in the subgroup of order 2^192, eight bits at a time
    /// over a table built on first use (24 windows of 256 powers).
    public var squareRoot: Felt252? {
        if isZero { return self }
        // w = self^((q − 1) / 2), so root = self^((q + 1) / 2) is right up to an element of the subgroup.
        var w = self
        for _ in 0..<55 { w = w.squared }
        w = w * self
        for _ in 0..<3 { w = w.squared }
        let x = self * w
        return SquareRootTable.shared.correct(x, residue: x * w)
    }
}

/// Powers of a generator of the subgroup of order 2^192 and the logarithms in its subgroup of order 256.
private struct SquareRootTable: Sendable {
    static let shared = SquareRootTable()

    /// powers[256 j + v] = g^(−v·2^(8 j)).
    private let powers: [Felt252]
    /// Open-addressed: for each of the 256 elements of order dividing 256, its logarithm.
    private let keys: [Felt252], logarithms: [Int]

    private init() {
        // Three is not a square, so its q-th power generates the subgroup.
        var generator = Felt252(3).power(0x0800_0000_0000_0011)
        var powers = [Felt252](repeating: .one, count: 24 * 256)
        var top = generator
        for window in 0..<24 {
            let step = generator.inverse
            for value in 1..<256 { powers[window * 256 + value] = powers[window * 256 + value - 1] * step }
            top = generator
            for _ in 0..<8 { generator = generator.squared }
        }
        var keys = [Felt252](repeating: .zero, count: 1024), logarithms = [Int](repeating: -1, count: 1024)
        var element = Felt252.one
        for value in 0..<256 {
            var slot = SquareRootTable.slot(element)
            while logarithms[slot] >= 0 { slot = (slot + 1) & 1023 }
            keys[slot] = element
            logarithms[slot] = value
            element = element * top
        }
        self.powers = powers
        self.keys = keys
        self.logarithms = logarithms
    }

    private static func slot(_ element: Felt252) -> Int { Int(truncatingIfNeeded: element.a >> 54) }

    private func logarithm(_ element: Felt252) -> Int {
        var slot = SquareRootTable.slot(element)
        while keys[slot] != element { slot = (slot + 1) & 1023 }
        return logarithms[slot]
    }

    /// `x` divided by the square root of `residue`, an element of the subgroup; nil when that has none.
    func correct(_ x: Felt252, residue: Felt252) -> Felt252? {
        // raised[k] = residue^(2^(8 (23 − k))): its top window of the exponent comes first.
        var raised = [Felt252](repeating: residue, count: 24)
        for k in stride(from: 22, through: 0, by: -1) {
            raised[k] = raised[k + 1]
            for _ in 0..<8 { raised[k] = raised[k].squared }
        }
        var exponent = [Int](repeating: 0, count: 25)
        for k in 0..<24 {
            var rest = raised[k]
            for j in 0..<k { rest = rest * powers[(j + 23 - k) << 8 + exponent[j]] }
            exponent[k] = logarithm(rest)
        }
        if exponent[0] & 1 == 1 { return nil }
        var root = x
        for j in 0..<24 { root = root * powers[j << 8 + (exponent[j] >> 1 | (exponent[j + 1] & 1) << 7)] }
        return root
    }
}
