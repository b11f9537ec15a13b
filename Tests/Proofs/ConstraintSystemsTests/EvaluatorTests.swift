import ConstraintSystems
import FiniteFields
import Testing

/// One component's text under the evaluators of the verifier, against values worked out here.
struct EvaluatorTests {
    private let elements = LookupElements(z: QM31(5, 6, 7, 8), alpha: QM31(2, 3, 4, 5))
    private let gamma = QM31(9, 8, 7, 6)

    @Test func `counts are those of the text`() {
        var e = CountEvaluator()
        SquareTable.evaluate(&e)
        #expect(e.counts.columns == 3 && e.counts.constraints == 2 && e.counts.lookups == 1)
        #expect(e.counts.degreeMax == 2 && e.counts.tupleDegreeMax == 1 && e.counts.tupleLengthMax == 2)
        #expect(e.counts.uses[3] == 1 && e.counts.batches == 1 && e.counts.constraintsAll == 3)
    }

    /// Samples of a table with this row on every row: its running sum stays what it is.
    private func samples(_ row: [M31]) -> PointSamples {
        let total = QM31(1, 0, 2, 0)
        // The sum grows by the row's fraction less its share of the total; before it was zero.
        let fraction = QM31(row[0]) * elements.combination(SquareTable.relation, Array(row.dropFirst())).inverse
        let sum = fraction - total.times(M31(canonical: 16).inverse)
        let interaction = [sum.a, sum.b, sum.c, sum.d].flatMap { [QM31.zero, QM31($0)] }
        return PointSamples(
            logSize: 4, parameter: 0, trace: row.map { QM31($0) }, interaction: interaction, preprocessed: [],
            claimedSum: total)
    }

    private func evaluate(_ samples: PointSamples, accumulated: QM31 = .zero) -> QM31? {
        var e = PointEvaluator(samples, elements: elements, gamma: gamma, accumulated: accumulated)
        SquareTable.evaluate(&e)
        return e.finish()
    }

    @Test func `a true row gives zero, and what was before is moved up by a power a constraint`() {
        #expect(evaluate(samples([1, 12, 144])) == .zero)
        let before = QM31(1, 2, 3, 4)
        #expect(evaluate(samples([1, 12, 144]), accumulated: before) == before * gamma * gamma * gamma)
    }

    @Test func `each broken constraint is seen at its power of gamma`() {
        // No square, with a lookup that fits the row: only the second of three constraints is left.
        #expect(evaluate(samples([1, 12, 145])) == gamma.times(M31(1)))
        // A gate of 2 is no bit.
        #expect(evaluate(samples([2, 12, 144])) == (gamma * gamma).times(M31(2)))
        var other = samples([1, 12, 144])
        other.claimedSum = other.claimedSum + .one
        #expect(evaluate(other) != .zero && evaluate(other) != nil)
    }

    @Test func `samples too few or too many are none`() {
        let whole = samples([1, 12, 144])
        for change in [
            { (s: inout PointSamples) in s.trace.removeLast() }, { $0.trace.append(.zero) },
            { $0.interaction.removeLast() }, { $0.interaction.append(.zero) }, { $0.preprocessed.append(.zero) },
        ] {
            var samples = whole
            change(&samples)
            #expect(evaluate(samples) == nil)
        }
    }

    @Test func `combinations are the powers of alpha, the relation's id first`() {
        let alpha = elements.alphas[1]
        let expected = QM31(77) + alpha.times(12) + (alpha * alpha).times(144) - elements.z
        #expect(elements.combination(SquareTable.relation, [12, 144]) == expected)
    }

    @Test func `Karatsuba's products are the schoolbook's`() {
        let a = (0..<28).map { QM31(M31(canonical: UInt32($0 * $0 + 1))) }
        let b = (0..<28).map { QM31(3, M31(canonical: UInt32($0)), 1, 2) }
        var product = [QM31](repeating: .zero, count: 55), scratch = [QM31](repeating: .zero, count: 240)
        QM31.convolution(&product, a, b, count: 28, scratch: &scratch)
        for k in 0..<55 {
            let terms = (0..<28).filter { (0..<28).contains(k - $0) }.map { a[$0] * b[k - $0] }
            #expect(product[k] == terms.reduce(.zero, +))
        }
    }
}
