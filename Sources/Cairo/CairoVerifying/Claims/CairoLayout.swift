public import CairoAIR
import ConstraintSystems
public import StarkVerifying

/// Where the columns of a claim's tables lie in the committed trees. It follows from claim and variant; nothing of it is
/// read from a proof.
public struct CairoLayout: Sendable {
    /// One table and the first of its columns in each tree.
    public struct Table: Sendable {
        /// The table.
        public let instance: ComponentInstance
        /// Its columns in the main and in the interaction tree.
        public let main: Range<Int>
        public let interaction: Range<Int>
        /// The preprocessed columns it reads, in the order in which it reads them.
        public let preprocessed: [Int]
        /// The public parameter of its constraints.
        public let parameter: UInt32
    }

    /// The columns of all trees.
    public let trees: TreeLayout
    /// In the order of the claim.
    public let tables: [Table]

    /// `opensAllPreprocessed`: whether preprocessed columns are opened that no table reads.
    public init(
        claim: CairoClaim, variant: PreprocessedVariant, opensAllPreprocessed: Bool
    ) throws(CairoVerificationError) {
        let columns = variant.columns
        var isRead = [Bool](repeating: opensAllPreprocessed, count: columns.count)
        var main: [CommittedColumn] = [], interaction: [CommittedColumn] = []
        var tables: [Table] = []
        var bigOffset: UInt32 = 0
        for instance in claim.instances {
            guard instance.logSize <= 29 else { throw .claim(.tableSize(instance.kind)) }
            let logSize = UInt8(instance.logSize), shape = instance.kind.shape
            var preprocessed: [Int] = []
            for column in instance.kind.counts(logSize: instance.logSize).preprocessed {
                guard let index = columns.firstIndex(of: column) else {
                    throw .preprocessedColumnMissing(instance.kind)
                }
                preprocessed.append(index)
                isRead[index] = true
            }
            tables.append(
                Table(
                    instance: instance, main: main.count..<main.count &+ shape.columns,
                    interaction: interaction.count..<interaction.count &+ shape.interactionColumns,
                    preprocessed: preprocessed,
                    parameter: claim.parameter(of: instance, bigOffset: bigOffset)))
            if instance.kind == .memoryIdToBig { bigOffset &+= 1 << instance.logSize }
            main += [CommittedColumn](
                repeating: CommittedColumn(logSize: logSize, mask: .current), count: shape.columns)
            for column in 0..<shape.interactionColumns {
                // Only the last batch, which holds running sums, is opened at the previous row too.
                let isLast = column &+ 4 >= shape.interactionColumns
                interaction.append(
                    CommittedColumn(logSize: logSize, mask: isLast ? .previousAndCurrent : .current))
            }
        }
        self.tables = tables
        var preprocessed: [CommittedColumn] = []
        for (column, isRead) in zip(columns, isRead) {
            preprocessed.append(CommittedColumn(logSize: column.logSize, mask: isRead ? .current : .none))
        }
        do throws(StarkError) {
            trees = try TreeLayout(preprocessed: preprocessed, main: main, interaction: interaction)
        } catch {
            throw .stark(error)
        }
    }
}

extension CairoClaim {
    /// A builtin's table is told its segment's first address, an instance of `memoryIdToBig` the number of large values
    /// in the instances before it.
    func parameter(of instance: ComponentInstance, bigOffset: UInt32) -> UInt32 {
        if instance.kind == .memoryIdToBig { return bigOffset }
        for segment in PublicSegment.allCases where segment.components.contains(instance.kind) {
            return publicData[segment]?.start.value ?? 0
        }
        return 0
    }
}
