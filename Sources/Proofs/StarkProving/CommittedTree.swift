import CircleGroups
public import CirclePolynomials
import FiniteFields
public import HashFunctions
public import PackedFields
import WorkerPools

/// Columns on their extended domains, with the Merkle tree that commits to them (STWO §4.2).
public final class CommittedTree: Sendable {
    /// The extended columns in commit order.
    public let columns: [PackedColumn]
    public let tree: MerkleTree
    public let logBlowup: Int

    /// Log of the number of rows of a column, before the extension.
    public func logSize(_ column: Int) -> Int { columns[column].logSize - logBlowup }

    /// Extends columns of trace values and commits to them.
    public convenience init(
        extending values: [PackedColumn], logBlowup: Int, transform: CircleTransform, variant: ProofHash
    ) {
        self.init(
            columns: CommittedTree.parallel(values) { transform.extended($0, logBlowup: logBlowup) },
            logBlowup: logBlowup, variant: variant)
    }

    /// Evaluates the two halves of a polynomial of extension coefficients and commits to them: the lower halves of the
    /// four coordinates, then the upper halves.
    public convenience init(
        halvesOf coefficients: SecureColumn, logBlowup: Int, transform: CircleTransform, variant: ProofHash
    ) {
        let coordinates = coefficients.coordinates
        var columns = [PackedColumn?](repeating: nil, count: 8)
        columns.withUnsafeMutableBufferPointer { out in
            WorkerPool.shared.forEach(8) { k in
                out[k] = transform.evaluated(half: k / 4, of: coordinates[k % 4], logBlowup: logBlowup)
            }
        }
        self.init(columns: columns.compactMap { $0 }, logBlowup: logBlowup, variant: variant)
    }

    /// Commits to columns that are extended already.
    public init(columns: [PackedColumn], logBlowup: Int, variant: ProofHash) {
        self.columns = columns
        self.logBlowup = logBlowup
        tree = MerkleTree(columns: columns, variant: variant)
    }

    /// The values of one column at positions of a domain of log size `logDomain`, the column lifted to it.
    func values(_ column: Int, at positions: [UInt32], logDomain: Int) -> [M31] {
        let column = columns[column]
        return positions.map { column[Int(liftedSlot($0, from: column.logSize, to: logDomain))] }
    }

    private static func parallel(
        _ columns: [PackedColumn], _ body: (PackedColumn) -> PackedColumn
    ) -> [PackedColumn] {
        var results = [PackedColumn?](repeating: nil, count: columns.count)
        // Long columns first: a long one at the end would keep the other workers waiting.
        let order = columns.indices.sorted { columns[$0].logSize > columns[$1].logSize }
        results.withUnsafeMutableBufferPointer { out in
            WorkerPool.shared.forEach(order.count) { out[order[$0]] = body(columns[order[$0]]) }
        }
        return results.compactMap { $0 }
    }
}
