import CairoAIR
import CairoVerifying
import ConstraintSystems

extension PreprocessedVariant {
    /// Throws the first table that has more rows than the preprocessed trace numbers.
    func checkNumbering(_ tables: [(kind: ComponentKind, logSize: UInt32)]) throws(WitnessError) {
        let columns = Set(self.columns)
        for table in tables {
            for column in table.kind.counts(logSize: table.logSize).preprocessed where !columns.contains(column) {
                throw .tableTooLarge(table.kind)
            }
        }
    }
}
