import ConstraintSystems

/// Which cells the constraints and lookups of a text read, and which nodes of its tape.
final class Dependencies: Sendable {
    /// By cell: the nodes, constraints and lookups that depend on it.
    let nodesOfCell: [[UInt32]], constraintsOfCell: [[Int]], lookupsOfCell: [[Int]]
    /// By number: the cells it reads, those that few others read first, and of these the later ones.
    let cellsOfConstraint: [[Int]], cellsOfLookup: [[Int]]

    init(_ text: ComponentText) {
        var cellsOfNode: [Set<Int>] = []
        cellsOfNode.reserveCapacity(text.tape.count)
        var nodes = [[UInt32]](repeating: [], count: text.columns)
        for (index, node) in text.tape.enumerated() {
            let cells: Set<Int> =
                switch node.operation {
                case .constant, .preprocessed: []
                case .cell: [Int(node.a)]
                default: cellsOfNode[Int(node.a)].union(cellsOfNode[Int(node.b)])
                }
            for cell in cells { nodes[cell].append(UInt32(index)) }
            cellsOfNode.append(cells)
        }
        func cells(_ expressions: [Expression]) -> [Int] {
            expressions.reduce(into: Set<Int>()) { $0.formUnion(cellsOfNode[Int($1.node)]) }.sorted()
        }
        func inverted(_ lists: [[Int]]) -> [[Int]] {
            var result = [[Int]](repeating: [], count: text.columns)
            for (number, list) in lists.enumerated() { for cell in list { result[cell].append(number) } }
            return result
        }
        let ofConstraints = text.constraints.map { cells([$0]) }
        let ofLookups = text.lookups.map { cells($0.tuple + [$0.times]) }
        let (constraints, lookups) = (inverted(ofConstraints), inverted(ofLookups))
        func isCheaper(_ a: Int, _ b: Int) -> Bool {
            let (x, y) = (constraints[a].count + lookups[a].count, constraints[b].count + lookups[b].count)
            return x == y ? a > b : x < y
        }
        nodesOfCell = nodes
        constraintsOfCell = constraints
        lookupsOfCell = lookups
        cellsOfConstraint = ofConstraints.map { $0.sorted(by: isCheaper) }
        cellsOfLookup = ofLookups.map { $0.sorted(by: isCheaper) }
    }
}
