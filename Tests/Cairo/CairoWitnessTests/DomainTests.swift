import CairoAIR
import CairoWitness
import CircleGroups
import ConstraintSystems
import Determinism
import FiniteFields
import PackedFields
import Testing

/// The packed evaluation on the domain against the evaluation at a point, on columns of random numbers.
struct DomainTests {
    @Test(arguments: ComponentKind.allCases, [4, 6])
    func `the domain's rows are the constraints at a point`(_ kind: ComponentKind, _ logSize: UInt32) throws {
        var random = SplitMix64(seed: UInt64(kind.rawValue) + 1)
        let counts = kind.counts(logSize: logSize), logDomain = Int(logSize) + 1
        func columns(_ n: Int) -> [PackedColumn] { (0..<n).map { _ in random.column(logSize: logDomain) } }
        let main = columns(counts.columns), interaction = columns(counts.interactionColumns)
        let preprocessed = columns(counts.preprocessed.count)
        let parameter = random.element(), claimedSum = random.secure(), gamma = random.secure()
        let elements = LookupElements(z: random.secure(), alpha: random.secure())
        let table = try #require(
            DomainTable(
                kind: kind, logSize: logSize, parameter: parameter, main: main, interaction: interaction,
                preprocessed: preprocessed, claimedSum: claimedSum))
        var powers = [QM31.one]
        for _ in 1..<table.constraintCount { powers.append(powers[powers.count - 1] * gamma) }
        let sum = SecureColumn(logSize: logDomain)
        table.accumulate(into: sum, powers: powers.reversed()[...], elements: elements)

        let domain = CircleDomain(logSize: logDomain)
        for slot in 0..<(1 << logDomain) {
            let previous = previousSlot(slot, domain)
            var samples: [QM31] = []
            for (index, column) in interaction.enumerated() {
                if index >= interaction.count - 4 { samples.append(QM31(column[previous])) }
                samples.append(QM31(column[slot]))
            }
            var e = PointEvaluator(
                PointSamples(
                    logSize: logSize, parameter: parameter, trace: main.map { QM31($0[slot]) }, interaction: samples,
                    preprocessed: preprocessed.map { QM31($0[slot]) }, claimedSum: claimedSum),
                elements: elements, gamma: gamma)
            kind.evaluate(&e)
            var x = domain.point(atSlot: UInt32(slot)).x
            for _ in 1..<logSize { x = doubleX(x) }
            #expect(e.finish()?.times(x.inverse) == sum[slot])
        }
    }

    @Test func `a column too few or of another size is refused`() {
        let column = PackedColumn(logSize: 5), short = PackedColumn(logSize: 4)
        func table(_ main: [PackedColumn], _ interaction: [PackedColumn]) -> DomainTable? {
            DomainTable(
                kind: .rangeCheck4x3, logSize: 4, parameter: 0, main: main, interaction: interaction,
                preprocessed: [column, column], claimedSum: .zero)
        }
        let four = [column, column, column, column]
        #expect(table([column], four) != nil)
        #expect(table([], four) == nil)
        #expect(table([column], [column]) == nil)
        #expect(table([short], four) == nil)
    }

    /// By points: the slot whose point is the given one less the step of the trace's coset, two steps of the domain's.
    func previousSlot(_ slot: Int, _ domain: CircleDomain) -> Int {
        let step = CirclePointIndex.subgroupGenerator(logSize: domain.logSize - 1)
        let wanted = (domain.point(atSlot: UInt32(slot)) - step.point)
        return (0..<(1 << domain.logSize)).first { domain.point(atSlot: UInt32($0)) == wanted } ?? -1
    }
}
