public import SierraToCasm
public import StarknetModel

extension SierraContract {
    /// What of a class compiles.
    public init(_ sierra: SierraClass) {
        func list(_ entries: [SierraClass.EntryPoint]) -> [EntryPoint] {
            entries.map { EntryPoint(selector: $0.selector, function: $0.functionIndex) }
        }
        self.init(
            program: sierra.program, external: list(sierra.external), l1Handler: list(sierra.l1Handler),
            constructor: list(sierra.constructor))
    }
}
