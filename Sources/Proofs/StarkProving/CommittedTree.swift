public import CirclePolynomials
public import HashFunctions
public import PackedFields
import WorkerPools

/// Columns on their extended domains, with the Merkle tree that commits to them (STWO §4.2).
public final class CommittedTree: Sendable {
    /// The columns in commit order, wherever they are.
    public let committed: CommittedColumns
    public let tree: MerkleTree

    public var logBlowup: Int { committed.logBlowup }
    /// The extended columns in commit order; those that are not kept are made.
    public var columns: [PackedColumn] { committed.extended(0..<committed.count) }

    /// Commits to columns that are kept in any way.
    public init(_ columns: CommittedColumns, variant: ProofHash) {
        committed = columns
        tree = MerkleTree(columns, variant: variant)
    }

    /// Extends columns of trace values and commits to them.
    public convenience init(
        extending values: [PackedColumn], logBlowup: Int, transform: CircleTransform, variant: ProofHash
    ) {
        let columns = CommittedTree.extended(values, logBlowup: logBlowup, transform: transform)
        self.init(
            CommittedColumns(columns.map { .extended($0) }, logBlowup: logBlowup, transform: transform),
            variant: variant)
    }

    /// Evaluates the two halves of a polynomial of extension coefficients and commits to them: the lower halves of the
    /// four coordinates, then the upper halves.
    public convenience init(
        halvesOf coefficients: SecureColumn, logBlowup: Int, transform: CircleTransform, variant: ProofHash
    ) {
        let coordinates = coefficients.coordinates
        let columns = WorkerPool.shared.map(8) { k in
            transform.evaluated(half: k / 4, of: coordinates[k % 4], logBlowup: logBlowup)
        }
        self.init(columns: columns, logBlowup: logBlowup, variant: variant)
    }

    /// The two halves of a polynomial of extension coefficients as columns of coefficients: the lower halves of the four
    /// coordinates, then the upper halves. At least 32 coefficients.
    public static func halves(of coefficients: SecureColumn) -> [PackedColumn] {
        let coordinates = coefficients.coordinates, logSize = coefficients.logSize - 1
        return WorkerPool.shared.map(8) { k in
            let half = PackedColumn(logSize: logSize, zeroed: false)
            half.vectors.update(
                from: coordinates[k % 4].vectors + (k / 4) * half.vectorCount, count: half.vectorCount)
            return withExtendedLifetime((coordinates, half)) { half }
        }
    }

    /// Commits to columns that are extended already.
    public convenience init(columns: [PackedColumn], logBlowup: Int, variant: ProofHash) {
        let largest = columns.reduce(0) { max($0, $1.logSize) }
        self.init(
            CommittedColumns(
                columns.map { .extended($0) }, logBlowup: logBlowup,
                transform: CircleTransform(.shared(logSize: largest))), variant: variant)
    }

    /// Columns of trace values on their extended domains.
    public static func extended(
        _ columns: [PackedColumn], logBlowup: Int, transform: CircleTransform
    ) -> [PackedColumn] {
        var results = [PackedColumn?](repeating: nil, count: columns.count)
        // Long columns first: a long one at the end would keep the other workers waiting.
        let order = columns.indices.sorted { columns[$0].logSize > columns[$1].logSize }
        results.withUnsafeMutableBufferPointer { out in
            WorkerPool.shared.forEach(order.count) {
                out[order[$0]] = transform.extended(columns[order[$0]], logBlowup: logBlowup)
            }
        }
        return results.compactMap { $0 }
    }
}
