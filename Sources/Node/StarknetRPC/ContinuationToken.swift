/// Where the next page begins: a block, and how many matching events of it were handed out.
struct ContinuationToken {
    var block: UInt64
    var skip: Int

    var text: String { "\(block)-\(skip)" }

    init(block: UInt64, skip: Int) {
        self.block = block
        self.skip = skip
    }

    /// Reads what `text` wrote, and nothing else.
    init(_ text: String) throws(RPCError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let block = UInt64(parts[0]), let skip = Int(parts[1]), skip >= 0,
            "\(block)-\(skip)" == text
        else { throw RPCError.invalidContinuationToken }
        self.init(block: block, skip: skip)
    }
}
