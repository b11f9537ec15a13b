public import FiniteFields

extension PointEvaluator {
    @inlinable public mutating func use<let n: Int>(_ relation: Relation, _ tuple: [n of QM31]) {
        let entries = arena.take(n)
        for i in 0..<n { entries[i] = tuple[i] }
        use(relation, entries)
    }
    @inlinable public mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of QM31]) {
        let entries = arena.take(n)
        for i in 0..<n { entries[i] = tuple[i] }
        yield(relation, entries)
    }
    @inlinable public mutating func yield<let n: Int>(_ relation: Relation, _ tuple: [n of QM31], times: QM31) {
        let entries = arena.take(n)
        for i in 0..<n { entries[i] = tuple[i] }
        yield(relation, entries, times: times)
    }
    public mutating func use(_ relation: Relation, _ tuple: Vector<QM31>) { add(gate, relation, tuple) }
    public mutating func yield(_ relation: Relation, _ tuple: Vector<QM31>) { add(-gate, relation, tuple) }
    public mutating func yield(_ relation: Relation, _ tuple: Vector<QM31>, times: QM31) {
        add(-times, relation, tuple)
    }

    mutating func add(_ numerator: QM31, _ relation: Relation, _ tuple: Vector<QM31>) {
        var denominator = QM31(M31(canonical: relation.id)) - elements.z
        for i in 0..<tuple.count { denominator = denominator + elements.alphas[i + 1] * tuple[i] }
        let fraction = Fraction(numerator: numerator, denominator: denominator)
        guard let first = pending else {
            pending = fraction
            return
        }
        pending = nil
        push(
            Fraction(
                numerator: first.numerator * denominator + numerator * first.denominator,
                denominator: first.denominator * denominator))
    }

    /// The batch before is not the last one: its constraint is complete.
    mutating func push(_ next: Fraction) {
        if let batch {
            let current = secure(interactionIndex, stride: 1)
            interactionIndex += 4
            append((current - previous) * batch.denominator - batch.numerator)
            previous = current
        }
        batch = next
    }
    mutating func append(_ zero: QM31) {
        logup = logup * gamma + zero
        logupPower = logupPower * gamma
    }
    /// The value of a secure column from the samples of its four coordinates.
    mutating func secure(_ start: Int, stride: Int) -> QM31 {
        guard start + 3 * stride < samples.interaction.count else {
            isShort = true
            return .zero
        }
        let p = samples.interaction
        let low = p[start] + p[start + stride].timesI()
        return low + (p[start + 2 * stride] + p[start + 3 * stride].timesI()).timesU()
    }
}
