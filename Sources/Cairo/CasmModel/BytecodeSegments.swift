/// How a class's code is cut into a tree of segments for hashing (EXEC spec §2.4).
public enum BytecodeSegments: Sendable, Equatable {
    /// A run of code words, hashed as one list.
    case leaf(Int)
    case node([BytecodeSegments])

    /// The number of words covered, refusing negative lengths, sums beyond `limit` and deep nesting.
    func checkedTotal(depth: Int, limit: Int) throws(CasmClassError) -> Int {
        guard depth <= CasmClass.segmentDepthMax else { throw .segmentLengths }
        switch self {
        case .leaf(let length):
            guard length >= 0, length <= limit else { throw .segmentLengths }
            return length
        case .node(let children):
            var total = 0
            for child in children {
                total += try child.checkedTotal(depth: depth + 1, limit: limit - total)
            }
            return total
        }
    }
}
