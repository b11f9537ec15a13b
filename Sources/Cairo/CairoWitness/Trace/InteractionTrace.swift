import CairoAIR
import ConstraintLanes
public import ConstraintSystems
public import FiniteFields
public import PackedFields
public import WorkerPools

/// The interaction trace of one table: its LogUp columns and their sum (STWO §5.4).
public struct InteractionTrace: Sendable {
    public let columns: [PackedColumn]
    public let claimedSum: QM31
}

extension TableTrace {
    /// The interaction trace for random elements. `preprocessed`: the preprocessed columns that the component reads, in
    /// its order, not extended.
    public func interaction(
        _ elements: LookupElements, preprocessed: [PackedColumn], pool: WorkerPool = .shared
    ) throws(WitnessError) -> InteractionTrace {
        let counts = kind.counts(logSize: logSize)
        precondition(
            preprocessed.count == counts.preprocessed.count
                && preprocessed.allSatisfy { $0.logSize == Int(logSize) })
        let output = (0..<counts.interactionColumns).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
        let vectors = (1 << Int(logSize)) / 16, grain = 256, parts = (vectors + grain - 1) / grain
        var totals = [QM31](repeating: .zero, count: parts), unlucky = [Bool](repeating: false, count: parts)
        let alphas = Array(elements.alphas.dropFirst())
        totals.withUnsafeMutableBufferPointer { totals in
            unlucky.withUnsafeMutableBufferPointer { unlucky in
                let totals = totals, unlucky = unlucky
                withPointers(columns) { trace in
                    withPointers(preprocessed) { preprocessed in
                        withPadding(output.map(\.vectors)) { output in
                            withPadding(alphas) { alphas in
                                let context = InteractionContext(
                                    logSize: logSize, parameter: parameter, batches: counts.batches, trace: trace,
                                    preprocessed: preprocessed, output: output, alphas: alphas, z: elements.z)
                                pool.forEach(parts) { part in
                                    let rows = (part * grain)..<min(vectors, (part + 1) * grain)
                                    (totals[part], unlucky[part]) = run(context, rows)
                                }
                            }
                        }
                    }
                }
            }
        }
        guard !unlucky.contains(true) else { throw .zeroDenominator(kind) }
        let sum = totals.reduce(.zero, +)
        replaceByPrefixSums(output, sum, pool)
        return InteractionTrace(columns: output, claimedSum: sum)
    }

    private func run(_ context: InteractionContext, _ rows: Range<Int>) -> (QM31, Bool) {
        var e = InteractionEvaluator(context)
        for row in rows {
            e.start(row: row)
            kind.evaluate(&e)
            e.finishRow(last: row + 1 == rows.upperBound)
        }
        return (e.total, e.hasZeroDenominator)
    }

    /// Coordinate by coordinate.
    private func replaceByPrefixSums(_ output: [PackedColumn], _ sum: QM31, _ pool: WorkerPool) {
        let share = sum.times(M31(canonical: 1 << logSize).inverse)
        let last = output.suffix(4), shares = [share.a, share.b, share.c, share.d]
        guard last.count == 4 else { return }
        pool.forEach(4) { k in
            let column = last[last.startIndex + k]
            ConstraintLanes.replaceByPrefixSums(column.vectors, logSize: Int(logSize), share: shares[k])
            withExtendedLifetime(column) {}
        }
    }
}
