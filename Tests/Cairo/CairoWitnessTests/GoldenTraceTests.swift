import CairoAIR
import CairoVerifying
import CairoWitness
import CircleGroups
import CirclePolynomials
import ConstraintSystems
import FiniteFields
import PackedFields
import ProofFormats
import StarkVerifying
import Testing

/// Our traces against the samples that golden proofs open at their out-of-domain points (STWO §9, steps 9 and 10): the
/// polynomial through a column takes the sampled value there, so that one equality checks every row of the column.
struct GoldenTraceTests {
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
        let logRows = Int(session.layout.trees.logRows), samples = proof.stark.sampledValues
        let step = CirclePointIndex.subgroupGenerator(logSize: logRows).point
        for (index, (table, place)) in zip(trace.tables, session.layout.tables).enumerated() {
            let opened = Opened(point: point, logRows: logRows, logSize: Int(table.logSize))
            for (number, (value, sample)) in zip(opened.values(of: table.columns), samples[1][place.main]).enumerated()
            {
                #expect(value == sample[0], "\(table.kind) main column \(number)")
            }
            let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map {
                PreprocessedTrace.column($0)
            }
            let interaction = try table.interaction(elements, preprocessed: preprocessed)
            #expect(interaction.claimedSum == proof.claimedSums[index], "\(table.kind) claimed sum")
            let values = opened.values(of: interaction.columns)
            for (number, (value, sample)) in zip(values, samples[2][place.interaction]).enumerated() {
                #expect(value == sample[sample.count - 1], "\(table.kind) interaction column \(number)")
            }
            let before = Opened(point: point + (-step), logRows: logRows, logSize: Int(table.logSize))
            let lasts = before.values(of: interaction.columns.suffix(4))
            #expect(lasts == samples[2][place.interaction].suffix(4).map { $0[0] }, "\(table.kind) previous row")
        }
    }

    @Test func `a run with a component that this preprocessed trace has no columns for is refused by name`() throws {
        let input = try GoldenRun(name: "pedersen").input()
        #expect(throws: WitnessError.componentNotSupported(.pedersenBuiltin)) {
            try TraceGenerator.generate(input, variant: .canonicalWithoutPedersen)
        }
    }
}

/// Evaluation at an out-of-domain point doubled down to a column's size.
struct Opened {
    let point: SecureCirclePoint
    let weights: PointWeights?

    init(point: SecureCirclePoint, logRows: Int, logSize: Int) {
        self.point = point.doubled(times: logRows - logSize)
        guard logSize >= 5 else {
            weights = nil
            return
        }
        weights = PointWeights(
            point: self.point, logSize: logSize, extendedLogSize: logSize,
            transform: CircleTransform(Twiddles.shared(logSize: logSize)))
    }

    func values(of columns: [PackedColumn]) -> [QM31] {
        if let weights { return weights.values(of: columns) }
        return columns.map { ReferenceTransform.evaluate(ReferenceTransform.interpolate($0.array), at: point) }
    }
}
