import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields
import Testing

/// One component's text under the evaluators of the prover: filled, checked and summed, against scalars.
struct LaneEvaluatorTests {
    /// A row holds a number and its square, and looks both up.
    enum SquareTable: AIRComponent {
        static let relation = Relation(id: 77, index: 3, key: .first)

        static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
            e.enabler()
            let number = e.input()
            let square = e.cell(equalTo: number * number)
            e.use(relation, [number, square])
        }
    }

    static let logSize = 5, active = 20
    static let numbers = (0..<32).map { M31(canonical: UInt32($0 + 1)) }

    /// The table's columns: gate, number, square.
    private func filled(_ counters: LookupCounters) -> [PackedColumn] {
        let input = PackedColumn(Self.numbers), columns = (0..<3).map { _ in PackedColumn(logSize: Self.logSize) }
        var places = columns.map(\.vectors), inputs = [UnsafePointer(input.vectors)]
        let none = [UInt32](repeating: 0, count: 8)
        none.withUnsafeBufferPointer { none in
            places.withUnsafeMutableBufferPointer { places in
                inputs.withUnsafeMutableBufferPointer { inputs in
                    guard let places = places.baseAddress, let inputs = inputs.baseAddress, let none = none.baseAddress
                    else { return }
                    let memory = WitnessMemory(
                        addressToId: none, addressCount: 0, smallValues: none, smallCount: 0, bigValues: none,
                        bigCount: 0)
                    let context = WitnessContext(
                        columns: places, inputs: inputs, activeRows: Self.active, memory: memory)
                    var e = WitnessEvaluator(
                        context, counters: counters, logSize: UInt32(Self.logSize), parameter: 0)
                    for row in 0..<2 {
                        e.start(row: row)
                        SquareTable.evaluate(&e)
                    }
                }
            }
        }
        withExtendedLifetime(input) {}
        return columns
    }

    private func failure(_ columns: [PackedColumn]) -> CheckEvaluator.Failure? {
        var check = CheckEvaluator(logSize: UInt32(Self.logSize), parameter: 0, columns: columns, preprocessed: [])
        for row in 0..<2 {
            check.start(row: row)
            SquareTable.evaluate(&check)
        }
        return check.failure
    }

    @Test func `rows are filled, gated and counted`() {
        let counters = LookupCounters()
        counters.prepare(3, count: 21)
        let columns = filled(counters)
        #expect(columns[0].array == (0..<32).map { $0 < Self.active ? 1 : 0 })
        #expect(columns[2].array == Self.numbers.map { $0 * $0 })
        #expect((0..<21).map { counters.tables[3].counts?[$0] } == [0] + [UInt32?](repeating: 1, count: 20))
        #expect(!counters.isOutOfRange)
    }

    @Test func `a lookup behind the end of a table is noticed`() {
        let counters = LookupCounters()
        counters.prepare(3, count: 20)
        _ = filled(counters)
        #expect(counters.isOutOfRange)
        let sum = LookupCounters()
        sum.add(counters)
        #expect(sum.isOutOfRange && sum.tables[3].counts?[7] == 1)
        let fresh = LookupCounters()
        fresh.add(SquareTable.relation, row: 0)
        #expect(fresh.isOutOfRange)
    }

    @Test func `the first row and constraint that do not hold are named`() {
        let columns = filled(LookupCounters())
        #expect(failure(columns) == nil)
        columns[2][18] = columns[2][18] + 1
        #expect(failure(columns).map { [$0.row, $0.constraint] } == [18, 1])
        columns[0][3] = 2
        #expect(failure(columns).map { [$0.row, $0.constraint] } == [3, 0])
    }

    @Test func `the sum of a table's lookups is the scalars'`() {
        let elements = LookupElements(z: QM31(5, 6, 7, 8), alpha: QM31(2, 3, 4, 5))
        let trace = filled(LookupCounters()), sums = (0..<4).map { _ in PackedColumn(logSize: Self.logSize) }
        let places = trace.map { UnsafePointer($0.vectors) }, alphas = Array(elements.alphas.dropFirst())
        let total = places.withUnsafeBufferPointer { places in
            sums.map(\.vectors).withUnsafeBufferPointer { sums in
                alphas.withUnsafeBufferPointer { alphas -> QM31? in
                    guard let places = places.baseAddress, let sums = sums.baseAddress, let alphas = alphas.baseAddress
                    else { return nil }
                    var e = InteractionEvaluator(
                        InteractionContext(
                            logSize: UInt32(Self.logSize), parameter: 0, batches: 1, trace: places,
                            preprocessed: places, output: sums, alphas: alphas, z: elements.z))
                    for row in 0..<2 {
                        e.start(row: row)
                        SquareTable.evaluate(&e)
                        e.finishRow(last: row == 1)
                    }
                    return e.hasZeroDenominator ? nil : e.total
                }
            }
        }
        let fractions = Self.numbers.prefix(Self.active).map {
            elements.combination(SquareTable.relation, [$0, $0 * $0]).inverse
        }
        let expected = fractions.reduce(QM31.zero, +)
        #expect(total == expected)
        // Running sums in the domain's order end at zero: what each row adds beyond its share of the total cancels.
        let share = expected.a * M31(canonical: 32).inverse
        let before = sums[0].array
        replaceByPrefixSums(sums[0].vectors, logSize: Self.logSize, share: share)
        #expect(before.reduce(M31(0), +) == expected.a)
        #expect(sums[0].array.contains(0) && sums[0].array != before)
        withExtendedLifetime(trace) {}
    }
}
