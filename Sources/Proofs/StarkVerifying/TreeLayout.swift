/// The columns of the four trees as the statement determines them: preprocessed, main, interaction, composition.
public struct TreeLayout: Equatable, Sendable {
    /// Columns in commit order, tree by tree; the last tree is made by `init`.
    public let trees: [[CommittedColumn]]
    /// Log of the largest number of rows in the main and interaction trees.
    public let logRows: Int

    /// Base columns of the composition tree: two halves of four coordinates.
    public static let compositionColumns = 8

    /// Adds the composition tree: eight columns of `logRows`. Throws `columnTooLarge` when there is no column, or one of
    /// more than `2^29` rows.
    public init(
        preprocessed: [CommittedColumn], main: [CommittedColumn], interaction: [CommittedColumn]
    ) throws(StarkError) {
        var largest: UInt8 = 0
        for column in main { largest = max(largest, column.logSize) }
        for column in interaction { largest = max(largest, column.logSize) }
        for column in preprocessed where column.logSize > 29 { throw .columnTooLarge }
        guard largest >= 1, largest <= 29, !preprocessed.isEmpty else { throw .columnTooLarge }
        logRows = Int(largest)
        trees = [
            preprocessed, main, interaction,
            [CommittedColumn](
                repeating: CommittedColumn(logSize: largest, mask: .current), count: TreeLayout.compositionColumns),
        ]
    }

    /// The order in which a tree's leaves hash its columns: by size, columns of one size in commit order (STWO §3).
    public func hashOrder(tree: Int) -> [Int] {
        guard trees.indices.contains(tree) else { return [] }
        var bySize = [[Int]](repeating: [], count: 256)
        for (index, column) in trees[tree].enumerated() { bySize[Int(column.logSize)].append(index) }
        return bySize.flatMap { $0 }
    }

    /// Samples of all trees: what one random coefficient combines before the low-degree test.
    public var sampleCount: Int {
        trees.reduce(0) { count, columns in columns.reduce(count) { $0 &+ $1.mask.sampleCount } }
    }

    /// The height of a tree in a scheme of this blowup: the size of its largest column on its domain.
    public func height(tree: Int, logBlowup: Int) -> Int {
        guard trees.indices.contains(tree) else { return 0 }
        return trees[tree].reduce(0) { max($0, Int($1.logSize)) } &+ logBlowup
    }
}
