import CairoAIR
import CairoWitness
import CircleGroups
import ConstraintSystems
import Determinism
import FiniteFields
import PackedFields
import Testing

/// Interaction traces that are wrong in one cell, before the verifier's own evaluator: on a row of the trace, its constraints
/// add up to zero, and with any other value of an interaction cell they do not.
@Suite struct InteractionCellTests {
    /// One table of each kind, the first of the runs.
    static let tables: [TableTrace] = {
        var tables: [ComponentKind: TableTrace] = [:]
        for run in SatisfyingTraces.runs {
            guard let input = try? SatisfyingTraces.input(run),
                let trace = try? TraceGenerator.generate(input, variant: .canonicalSmall)
            else { fatalError("no trace of \(run)") }
            for table in trace.tables where tables[table.kind] == nil { tables[table.kind] = table }
        }
        return tables.values.sorted { $0.kind.rawValue < $1.kind.rawValue }
    }()

    @Test(arguments: tables.indices) func `no interaction cell can be changed unnoticed`(_ number: Int) throws {
        let table = Self.tables[number]
        var random = SplitMix64(seed: UInt64(table.kind.rawValue))
        let elements = LookupElements(z: random.secure(), alpha: random.secure()), gamma = random.secure()
        let preprocessed = table.kind.counts(logSize: table.logSize).preprocessed.map { PreprocessedTrace.column($0) }
        let interaction = try table.interaction(elements, preprocessed: preprocessed)
        for row in [0, (1 << Int(table.logSize)) - 1] {
            let previous = Self.previous(row, logSize: Int(table.logSize))
            var samples = PointSamples(
                logSize: table.logSize, parameter: table.parameter, trace: table.columns.map { QM31($0[row]) },
                interaction: [], preprocessed: preprocessed.map { QM31($0[row]) },
                claimedSum: interaction.claimedSum)
            for (index, column) in interaction.columns.enumerated() {
                if index >= interaction.columns.count - 4 { samples.interaction.append(QM31(column[previous])) }
                samples.interaction.append(QM31(column[row]))
            }
            func value(_ samples: PointSamples) -> QM31? {
                var e = PointEvaluator(samples, elements: elements, gamma: gamma)
                table.kind.evaluate(&e)
                return e.finish()
            }
            #expect(value(samples) == .zero, "\(table.kind) row \(row)")
            for cell in samples.interaction.indices {
                var changed = samples
                changed.interaction[cell] = changed.interaction[cell] + QM31(M31(reducing: random.next() | 1))
                #expect(value(changed) != .zero, "\(table.kind) row \(row) sample \(cell)")
            }
            var changed = samples
            changed.claimedSum = changed.claimedSum + .one
            #expect(value(changed) != .zero, "\(table.kind) claimed sum")
        }
    }

    /// The row before on the trace's coset, by points.
    static func previous(_ row: Int, logSize: Int) -> Int {
        let domain = CircleDomain(logSize: logSize)
        let wanted =
            domain.point(atSlot: UInt32(row)) - CirclePointIndex.subgroupGenerator(logSize: logSize).point
        return (0..<(1 << logSize)).first { domain.point(atSlot: UInt32($0)) == wanted } ?? -1
    }
}

extension SplitMix64 {
    mutating func secure() -> QM31 {
        QM31(M31(reducing: next()), M31(reducing: next()), M31(reducing: next()), M31(reducing: next()))
    }
}
