public import CairoAIR

/// The order in which leaves hash the columns of a tree: by size, columns of one size in commit order (STWO §3). The
/// stream of words lists queried values in that order.
public enum ColumnOrder {
    /// Preprocessed, main, interaction, composition.
    public static var treeCount: Int { 4 }

    /// The commit indices of a tree's columns, in hashing order.
    public static func hashing(tree: Int, claim: CairoClaim, variant: PreprocessedVariant) -> [Int] {
        switch tree {
        case 0: return Array(0..<variant.columns.count)
        case 1, 2: break
        default: return Array(0..<8)
        }
        var blocks: [(size: UInt32, columns: Range<Int>)] = []
        var next = 0
        for instance in claim.instances {
            let shape = instance.kind.shape
            let count = tree == 1 ? shape.columns : shape.interactionColumns
            blocks.append((instance.logSize, next..<next &+ count))
            next &+= count
        }
        blocks.sort {
            $0.size != $1.size ? $0.size < $1.size : $0.columns.lowerBound < $1.columns.lowerBound
        }
        return blocks.flatMap { Array($0.columns) }
    }
}
