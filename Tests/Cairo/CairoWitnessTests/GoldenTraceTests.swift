import CairoAIR
import CairoVerifying
import CairoWitness
import CircleGroups
import CirclePolynomials
import ConstraintSystems
import FiniteFields
import PackedFields
import StarkVerifying
import Testing

/// Our traces against the samples that golden proofs open at their out-of-domain points (STWO §9, steps 9 and 10): the
/// polynomial through a column takes the sampled value there, so that one equality checks every row of the column.
@Suite(.enabled(if: GoldenRun.areAtHand)) struct GoldenTraceTests {
    @Test(arguments: GoldenRun.all)
    func `every column of a run's traces has the golden proof's sample`(_ run: GoldenRun) throws {
        let proof = try run.proof(), policy = try run.parameters().policy
        var session = try CairoVerification(proof: proof, policy: policy)
        try session.checkLookups()
        let (point, _) = try session.drawPoint()
        let elements = try #require(session.elements)

        let trace = try TraceGenerator.generate(run.input(), variant: policy.variant)
        try #require(trace.claim == proof.claim)
        #expect(trace.tables.map(\.kind) == session.layout.tables.map(\.instance.kind))
        let logRows = session.layout.trees.logRows, samples = proof.stark.sampledValues
        for (index, (table, place)) in zip(trace.tables, session.layout.tables).enumerated() {
            let opened = Opened(point: point, logRows: Int(logRows), logSize: Int(table.logSize))
            for (number, (column, sample)) in zip(table.columns, samples[1][place.main]).enumerated() {
                #expect(opened.value(of: column) == sample[0], "\(table.kind) main column \(number)")
            }
            let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map(PreprocessedTrace.column)
            let interaction = try table.interaction(elements, preprocessed: preprocessed)
            #expect(interaction.claimedSum == proof.claimedSums[index], "\(table.kind) claimed sum")
            for (number, (column, sample)) in zip(interaction.columns, samples[2][place.interaction]).enumerated() {
                let name = "\(table.kind) interaction column \(number)"
                #expect(opened.value(of: column) == sample[sample.count - 1], Comment(rawValue: name))
                if sample.count == 2 {
                    #expect(opened.previousValue(of: column) == sample[0], Comment(rawValue: name))
                }
            }
        }
    }

    @Test func `runs with components that are not built are refused by name`() throws {
        for (name, kind) in [
            ("opcodes", ComponentKind.blakeCompressOpcode), ("bitwise", .bitwiseBuiltin), ("pedersen", .pedersenBuiltin),
        ] {
            let input = try GoldenRun(name: name).input()
            #expect(throws: WitnessError.componentNotSupported(kind)) {
                try TraceGenerator.generate(input, variant: .canonicalSmall)
            }
        }
    }
}

/// Evaluation at an out-of-domain point doubled down to a column's size.
struct Opened {
    let factors: [QM31], previousFactors: [QM31]
    let transform: CircleTransform

    init(point: SecureCirclePoint, logRows: Int, logSize: Int) {
        let step = CirclePointIndex.subgroupGenerator(logSize: logRows).point
        func factors(_ point: SecureCirclePoint) -> [QM31] {
            coordinateFactors(of: point.doubled(times: logRows - logSize), count: logSize)
        }
        self.factors = factors(point)
        previousFactors = factors(point + (-step))
        transform = CircleTransform(Twiddles.shared(logSize: max(logSize, 5)))
    }

    func value(of column: PackedColumn) -> QM31 { fold(column, factors) }
    func previousValue(of column: PackedColumn) -> QM31 { fold(column, previousFactors) }

    private func fold(_ column: PackedColumn, _ factors: [QM31]) -> QM31 {
        let copy = PackedColumn(logSize: column.logSize)
        copy.vectors.update(from: column.vectors, count: column.vectorCount)
        transform.interpolate(copy)
        var values = copy.array.map { QM31($0) }
        for factor in factors {
            for i in 0..<(values.count / 2) { values[i] = values[2 * i] + factor * values[2 * i + 1] }
            values.removeLast(values.count / 2)
        }
        return values[0]
    }
}
