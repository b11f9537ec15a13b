import CairoAIR
import ConstraintSystems
import Determinism
import FiniteFields
import Testing

/// Wrong products of `mul_mod_builtin` that one range check refuses alone: `a b = c + k p` wrong by 2^31 - 1 at the place of one
/// carry, and a quotient with a limb that does not fit. No search finds them, as they need other numbers than the row's.
@Suite struct ForgedModularTests {
    /// Lookups of `mul_mod_builtin`: values of the four words of each number, and what is checked of the rest.
    private enum Place {
        static let p = [1, 3, 5, 7], a = [30, 32, 34, 36], b = [38, 40, 42, 44], c = [46, 48, 50, 52]
        static let quotient = 53..<85, splits = 85..<125, carries = 125..<187
    }

    /// The range checks that this suite is about.
    static let uses = Set((Array(Place.carries) + Array(Place.quotient)).map { Deletion.lookup($0) })

    private let text: ComponentText
    private let rows: [Row]
    private let dependencies: Dependencies

    init() throws {
        let table = try #require(SatisfyingTraces.tables(of: .mulModBuiltin).first)
        text = table.text
        dependencies = table.dependencies
        rows = table.used
    }

    private func cell(_ e: Expression) throws -> Int {
        let node = text.tape[Int(e.node)]
        try #require(node.operation == .cell)
        return Int(node.a)
    }

    /// The row with other numbers, its carries computed anew.
    private func row(
        _ row: Row, a: LongNumber, b: LongNumber, c: LongNumber, k: [Int], p: LongNumber
    ) throws -> Row {
        var state = RowState(text, row, dependencies)
        for (number, lookups) in [(a, Place.a), (b, Place.b), (c, Place.c), (p, Place.p)] {
            let bits = (0..<384).map { number.digit($0 / 12) >> ($0 % 12) & 1 }
            for (word, lookup) in lookups.enumerated() {
                let tuple = text.lookups[lookup].tuple
                // Large values, whatever they are: any memory may have them.
                state.set(try cell(tuple[0]), M31(canonical: UInt32(1 << 30 + lookup)))
                for limb in 0..<11 {
                    let from = 96 * word + 9 * limb, to = min(from + 9, 96 * word + 96)
                    let value = (from..<to).reversed().reduce(0) { 2 * $0 + bits[$1] }
                    state.set(try cell(tuple[limb + 1]), M31(canonical: UInt32(value)))
                }
            }
        }
        for (limb, lookup) in zip(k, Place.quotient) {
            state.set(try cell(text.lookups[lookup].tuple[0]), M31(canonical: UInt32(limb)))
        }
        for lookup in Place.splits { try split(&state, text.lookups[lookup].tuple) }
        for lookup in Place.carries { try carry(&state, lookup) }
        return state.row
    }

    /// The upper parts of two limbs are cells: of entries 0 and 2, or of 0 and 3.
    private func split(_ state: inout RowState, _ tuple: [Expression]) throws {
        let isShared = text.tape[Int(tuple[2].node)].operation == .cell
        for (low, upper, bits) in [(0, 1, UInt32(3)), isShared ? (3, 2, 3) : (2, 3, 6)] {
            let upper = try cell(tuple[upper])
            state.set(upper, 0)
            state.set(upper, M31(canonical: state.value(tuple[low]).value >> bits))
        }
    }

    /// A carry is the cell of its check, and its first constraint says what it is.
    private func carry(_ state: inout RowState, _ lookup: Int) throws {
        let cell = try #require(dependencies.cellsOfLookup[lookup].first)
        let constraint = try #require(dependencies.constraintsOfCell[cell].min())
        state.set(cell, 0)
        let missing = state.value(text.constraints[constraint])
        state.set(cell, 1)
        let slope = state.value(text.constraints[constraint]) - missing
        state.set(cell, -missing * slope.inverse)
    }

    /// Whether these uses refuse the row and nothing else.
    private func isRefused(_ row: Row, by uses: [Int]) -> Bool {
        text.verdict(row).broken == [] && ForgedProductTests.unanswered(text, row) == uses
    }

    /// Factors below a modulus of 384 bits.
    private func numbers(_ seed: UInt64) -> (a: LongNumber, b: LongNumber, p: LongNumber) {
        var random = SplitMix64(seed: seed)
        func number(_ top: Int) -> LongNumber {
            LongNumber((0..<31).map { _ in Int(random.next() % 4096) } + [top])
        }
        return (number(4000), number(3900), number(4095))
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `right products of other numbers are accepted`(_ seed: UInt64) throws {
        let (a, b, p) = numbers(seed), (k, c) = (a * b).divided(by: p)
        let product = k * p
        #expect(LongNumber.exact((0..<64).map { product.digit($0) + c.digit($0) }) == a * b)
        let found = try rows.contains { try isRefused(row($0, a: a, b: b, c: c, k: k.limbs(32), p: p), by: []) }
        #expect(found)
    }

    @Test(arguments: 0..<62) func `a wrong product that one carry's range check refuses alone`(_ place: Int) throws {
        let found = try (1...8).contains { (seed: UInt64) in
            let (a, b, p) = numbers(seed)
            return try [1, -1].contains { sign in
                var shift = [Int](repeating: 0, count: place) + [sign * ForgedProductTests.modulus]
                shift += [Int](repeating: 0, count: 64 - shift.count)
                let product = a * b
                guard let sum = LongNumber.exact((0..<64).map { product.digit($0) - shift[$0] }) else { return false }
                let (k, c) = sum.divided(by: p)
                return try rows.contains {
                    try isRefused(
                        row($0, a: a, b: b, c: c, k: k.limbs(32), p: p), by: [Place.carries.lowerBound + place])
                }
            }
        }
        #expect(found)
    }

    /// 4096 more in a limb and one less in the next are the same quotient.
    @Test(arguments: 0..<31) func `a limb of the quotient that its range check refuses alone`(_ limb: Int) throws {
        let found = try (1...8).contains { (seed: UInt64) in
            let (a, b, p) = numbers(seed), (k, c) = (a * b).divided(by: p)
            var limbs = k.limbs(32)
            limbs[limb] += LongNumber.base
            limbs[limb + 1] -= 1
            return try rows.contains {
                try isRefused(row($0, a: a, b: b, c: c, k: limbs, p: p), by: [Place.quotient.lowerBound + limb])
            }
        }
        #expect(found)
    }

    @Test func `a quotient that does not fit, which the range check of its top limb refuses alone`() throws {
        let found = try (1...8).contains { (seed: UInt64) in
            let (a, b, p) = numbers(seed)
            let small = LongNumber(p.digits.dropLast() + [2_700]), (k, c) = (a * b).divided(by: small)
            return try rows.contains {
                try isRefused(
                    row($0, a: a, b: b, c: c, k: k.limbs(32), p: small), by: [Place.quotient.upperBound - 1])
            }
        }
        #expect(found)
    }
}
