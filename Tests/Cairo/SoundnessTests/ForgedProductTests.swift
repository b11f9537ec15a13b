import CairoAIR
import ConstraintSystems
import FiniteFields
import Testing

/// Wrong products that one equation, or one range check, of `verifyMul252` refuses alone. No search finds them: a wrong result
/// is computed that the other equations fit, with quotient and carries in range.
@Suite struct ForgedProductTests {
    /// Cells, constraints and lookups of `mul_opcode`.
    private enum Place {
        static let dst = 16, op0 = 45, op1 = 74, k = 102, carries = 103
        static let firstEquation = 11, quotientCheck = 7, firstCarryCheck = 8
    }

    /// By how much each equation `512 carry = low - k p + carry before` is wrong as a statement on integers.
    typealias Mismatch = [Int: Int]

    static let modulus = Int(M31.modulus)

    static func felt(_ limbs: [Int]) -> Felt252 {
        limbs.reversed().reduce(0) { $0 * 512 + Felt252(UInt64($1)) }
    }

    static func limbs(_ felt: Felt252) -> [Int] {
        let limbs = felt.limbs, words = [limbs.0, limbs.1, limbs.2, limbs.3]
        return (0..<28).map { limb in
            (0..<9).reduce(0) { sum, bit in
                let place = 9 * limb + bit
                return place < 256 && words[place / 64] >> UInt64(place % 64) & 1 == 1 ? sum | 1 << bit : sum
            }
        }
    }

    /// The 28 sums of the equations: a b - c in base 512, times F = 2^64 + 2^9 + 2^5. F 512^21 is -4 in the field, and 512^28 is
    /// -272 * 512^21 - 2, so that no entry is above 27.
    static func sums(_ a: [Int], _ b: [Int], _ c: [Int]) -> [Int] {
        var product = [Int](repeating: 0, count: 55)
        for i in 0..<28 {
            for j in 0..<28 { product[i + j] += a[i] * b[j] }
            product[i] -= c[i]
        }
        var sums = [Int](repeating: 0, count: 28)
        for (n, value) in product.enumerated() {
            let parts: [(place: Int, factor: Int)] =
                switch n {
                case ..<21: [(n, 32), (n + 1, 1), (n + 7, 2)]
                case ..<49: [(n - 21, -4)]
                default: [(n - 28, 64), (n - 27, 2), (n - 49, 8)]
                }
            for (place, factor) in parts { sums[place] += factor * value }
        }
        return sums
    }

    /// The row with a result for which the equations are wrong by the mismatch and nothing else, or nil where there is none.
    static func forged(_ row: Row, _ mismatch: Mismatch, quotientShift: Int = 0) -> Row? {
        func values(_ first: Int) -> [Int] { (0..<28).map { Int(row.cells[first + $0].value) } }
        let a = values(Place.op0), b = values(Place.op1)
        let factor = Felt252(UInt128(1) << 64 + UInt128(544))
        var shift = Felt252(0)
        for (place, value) in mismatch {
            let power = (0..<place).reduce(Felt252(1)) { power, _ in power * 512 }
            shift = shift + Felt252(signed: Int64(value)) * power
        }
        let result = limbs(felt(a) * felt(b) - shift * factor.inverse)
        let low = sums(a, b, result).enumerated().map { $1 - (mismatch[$0] ?? 0) }
        let quotient = low.reduce(0.0) { $0 / 512 + Double($1) } / 256
        let k = Int(quotient.rounded())
        var forged = row, carry = 0
        for (i, limb) in result.enumerated() { forged.cells[Place.dst + i] = M31(canonical: UInt32(limb)) }
        forged.cells[Place.k] = element(k + quotientShift)
        for i in 0..<28 {
            let sum = low[i] - k * (i == 0 ? 1 : i == 21 ? 136 : i == 27 ? 256 : 0) + carry
            guard i < 27 else { return sum == 0 ? forged : nil }
            guard sum % 512 == 0 else { return nil }
            carry = sum / 512
            forged.cells[Place.carries + i] = element(carry)
        }
        return nil
    }

    static func element(_ value: Int) -> M31 { M31(canonical: UInt32((value % modulus + modulus) % modulus)) }

    /// The uses that other tables cannot answer.
    static func unanswered(_ text: ComponentText, _ row: Row) -> [Int] {
        let state = RowState(text, row, Dependencies(text))
        return text.lookups.indices.filter { number in
            let lookup = text.lookups[number], tuple = state.tuple(number)
            guard lookup.isUse else { return false }
            return switch TupleTables.family(lookup.relation) {
            case .constant: !TupleTables.has(lookup.relation, tuple)
            case .idToValue: !TupleTables.isValue(tuple)
            default: false
            }
        }
    }

    static func rows() throws -> (ComponentText, [Row]) {
        let table = try #require(SatisfyingTraces.tables(of: .mulOpcode).first)
        return (table.text, table.used)
    }

    @Test func `without a mismatch the row is the honest one`() throws {
        let (text, rows) = try Self.rows()
        for row in rows {
            let same = try #require(Self.forged(row, [:]))
            #expect(same == row && text.verdict(same).broken == [])
            #expect(Self.unanswered(text, same) == [])
        }
    }

    @Test(arguments: 0..<28) func `a wrong product that one equation refuses alone`(_ equation: Int) throws {
        let (text, rows) = try Self.rows()
        let found = rows.contains { row in
            [1, -1, 2, -2, 3, 512, -512].contains { size in
                guard let forged = Self.forged(row, [equation: size]) else { return false }
                return text.verdict(forged).broken == [Place.firstEquation + equation]
                    && Self.unanswered(text, forged) == []
            }
        }
        #expect(found)
    }

    /// A carry that is wrong by the field's modulus over 512.
    @Test(arguments: 0..<27) func `a wrong product that one carry's range check refuses alone`(_ carry: Int) throws {
        let (text, rows) = try Self.rows()
        let found = rows.contains { row in
            [Self.modulus, -Self.modulus].contains { size in
                guard let forged = Self.forged(row, [carry: size]) else { return false }
                return text.verdict(forged).broken == []
                    && Self.unanswered(text, forged) == [Place.firstCarryCheck + carry]
            }
        }
        #expect(found)
    }

    /// A quotient that is wrong by a multiple of 2^23: 256 times that is small modulo 2^31 - 1.
    @Test func `a wrong product that the quotient's range check refuses alone`() throws {
        let (text, rows) = try Self.rows()
        let found = rows.contains { row in
            (-16...16).contains { m in
                guard m != 0 else { return false }
                let shift = m << 23, turns = Int((136.0 * Double(shift) / Double(Self.modulus)).rounded())
                let mismatch = [0: shift, 21: 136 * shift - turns * Self.modulus, 27: m]
                guard let forged = Self.forged(row, mismatch, quotientShift: shift) else { return false }
                return text.verdict(forged).broken == [] && Self.unanswered(text, forged) == [Place.quotientCheck]
            }
        }
        #expect(found)
    }
}
