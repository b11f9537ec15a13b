import CairoAIR
public import CairoWitness

/// What a proof will take, from the sizes of its tables: computed in milliseconds, before anything is proven.
public struct ProvingEstimate: Sendable {
    public let tables: TableSizes
    public let steps: Int
    /// Cells of the main and of the interaction trace.
    public let cells: Int
    private let stages: MemoryStages

    /// Throws of runs that no trace can be made of, because of the sizes of their tables.
    public init(_ input: ProverInput, parameters: CairoProverParameters) throws(CairoProvingError) {
        do throws(WitnessError) { tables = try TableSizes(input, variant: parameters.variant) } catch {
            throw .witness(error)
        }
        steps = input.stepCount
        cells = tables.tables.reduce(0) { $0 + $1.cells }
        stages = MemoryStages(tables, input, parameters)
    }

    /// The most bytes that the proof takes beside what the process has: columns, trees and the trace's counters. Test: peaks of
    /// whole processes are between this and 0.7 of this, give or take 100 MB.
    public func bytes(_ keeping: ColumnKeeping) -> Int { stages.peak(keeping) }

    /// Processor time of the whole proof, in seconds, on the machine of Benchmarks/RESULTS.md: a rough guess.
    public func seconds(_ keeping: ColumnKeeping) -> Double {
        let perCell: Double
        switch keeping {
        case .evaluations: perCell = 35e-9
        case .coefficients: perCell = 60e-9
        case .file: perCell = 70e-9
        }
        return 2 + perCell * Double(cells)
    }

    /// The sizes in words.
    public var words: String {
        let largest = tables.tables.max { $0.cells < $1.cells }
        let name = largest.map { ", the largest \($0.kind.name) of 2^\($0.logSize) rows" } ?? ""
        return "\(steps) steps, \(tables.tables.count) tables of \(cells / 1_000_000) million cells\(name)"
    }
}
