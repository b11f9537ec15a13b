package import FiniteFields

/// Transactions that take so long that the blocks which begin with them are not decided: other validators' machines may be
/// slower than this one. Each block that was offered in vain is a strike; with the third the transaction has to go, or it
/// would cost rounds for as long as somebody has it.
package struct SlowTransactions: Sendable {
    private static let strikesMax = 3
    /// The part of a build's time from which on a transaction counts as slow.
    private static let slowPart = 4
    private static let countMax = 1_024

    private var strikes: [Felt252: Int] = [:]
    /// The slow transactions that blocks of this height were begun with here.
    private var offered: Set<Felt252> = []

    package init() {}

    /// Notes how long the first transaction of a block took, of `full` milliseconds for a block.
    package mutating func noteFirst(_ hash: Felt252, millis: Int, full: Int) {
        if millis * Self.slowPart > full { offered.insert(hash) }
    }

    /// Notes the transactions of the block that was decided at this height. Returns those that are to go.
    package mutating func noteDecided(_ included: Set<Felt252>) -> Set<Felt252> {
        var gone: Set<Felt252> = []
        for hash in included { strikes[hash] = nil }
        for hash in offered.subtracting(included) {
            strikes[hash, default: 0] += 1
            if strikes[hash] == Self.strikesMax {
                strikes[hash] = nil
                gone.insert(hash)
            }
        }
        offered = []
        if strikes.count > Self.countMax { strikes = [:] }
        return gone
    }
}
