/// A range in words. The browser's page and the command line say the same sentences, and these are all of them.
extension VerifiedRange {
    /// Blocks listed one by one; more are only said to be there.
    static let incompleteListedMax = 12

    /// "verified from genesis up to block 7"
    public var statement: String {
        if isComplete { return "verified " + place }
        var list = ""
        for number in incomplete.prefix(VerifiedRange.incompleteListedMax) {
            list += (list.isEmpty ? "" : ", ") + String(number)
        }
        if incomplete.count > VerifiedRange.incompleteListedMax { list += ", …" }
        return "verified " + place + ", except what is named of " + (incomplete.count == 1 ? "block " : "blocks ")
            + list
    }

    private var place: String {
        if startsAtGenesis { return "from genesis up to block " + String(last) }
        if count == 1 { return "block " + String(first) + " alone, on the trusted state before it" }
        return "from block " + String(first) + " up to block " + String(last) + ", on the trusted state before block "
            + String(first)
    }
}

extension VerifiedRange.Break {
    /// The reason as a clause.
    public var explanation: String {
        switch self {
        case .number: "it is not the block after those that were verified here"
        case .parent(let number):
            "block " + String(number) + " does not stand on block " + String(number - 1) + " as it was verified here"
        case .gasPrice(let number):
            "the price of L2 gas in block " + String(number) + " does not follow from what block " + String(number - 1)
                + " used"
        case .otherBlock(let number):
            "another block " + String(number) + " was verified here before: the committee has signed both"
        case .configuration: "the blocks before it were verified under another configuration"
        }
    }
}
