public import BlockPrograms

/// Where the items of a request or response of a system call lie in memory, for generated code and for what serves it:
/// a felt takes 32 bytes and stands for any integer, an array a pointer and a count, whatever else a pointer.
public struct ExchangeLayout: Sendable {
    public let items: [SystemCall.Item]
    public let offsets: [Int]
    public let size: Int

    /// What a failure's response takes: an array of felts.
    public static let failureSize = 16

    /// Lays out items in their order.
    public init(_ items: [SystemCall.Item]) {
        self.items = items
        var offsets: [Int] = [], size = 0
        for item in items {
            offsets.append(size)
            switch item {
            case .felt: size += 32
            case .array: size += 16
            case .cells, .handle, .executionInfo: size += 8
            }
        }
        self.offsets = offsets
        self.size = size
    }
}
