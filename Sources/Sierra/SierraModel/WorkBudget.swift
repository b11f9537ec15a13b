/// Work that a program may still cause. It is counted, never timed, so that every node comes to the same verdict about a class.
public struct WorkBudget: Sendable {
    private var left: Int

    /// So much work.
    public init(_ most: Int) { left = most }

    /// Takes a part, at least zero; false when there was not as much.
    public mutating func spend(_ count: Int) -> Bool {
        guard count <= left else { return false }
        left -= count
        return true
    }
}
