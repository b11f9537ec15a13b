import CairoAIR
import CairoMachine
import CairoProving

/// What a run may use that is to be proven: its steps, what the preprocessed trace numbers, and the memory allowed.
struct RunBounds {
    let limits: MachineLimits
    let variant: PreprocessedVariant
    private let bytes: Int?

    /// `steps`: as the caller asks.
    init(steps: UInt64, variant: PreprocessedVariant, memory: ProvingMemory) {
        self.variant = variant
        bytes = memory.allowed
        // Sixteen addresses a row. Blocks of cells are up to twice as large as what is used of them.
        let numbered = UInt64(2) << UInt64(variant.sequenceLogMax + 4) + 1 << 20
        var limits = MachineLimits(steps: steps, cells: min(1 << 28, numbered))
        if let bytes {
            let memory = MachineLimits(steps: steps, bytes: UInt64(bytes), isTraced: true)
            limits.cells = min(limits.cells, memory.cells)
            limits.traceEntries = memory.traceEntries
        }
        self.limits = limits
    }

    /// Which bound an error of the run met, as what follows the error's own words.
    func words(of error: MachineError) -> String {
        switch error {
        case .stepLimit: " (\(limits.steps))"
        case .memoryLimit:
            ": \(limits.cells) cells" + (bytes.map { " and \(limits.traceEntries) steps, in \($0 >> 20) MB" } ?? "")
        default: ""
        }
    }
}
